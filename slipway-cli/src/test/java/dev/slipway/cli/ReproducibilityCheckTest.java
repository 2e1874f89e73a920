// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class ReproducibilityCheckTest {
    private static final String EPOCH = "--build-arg=SOURCE_DATE_EPOCH=1700000000";

    // a store's sync may still write when the test has ended
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private String told(int status, String dockerfile, String... words) throws IOException {
        String[] all = Stream.concat(Stream.of("--verify-reproducible", "--progress=quiet"), Arrays.stream(words))
                .toArray(String[]::new);

        BusyboxContext.Built built = new BusyboxContext(folder).build(dockerfile, all);

        assertThat(built.status()).as(built.told()).isEqualTo(status);
        return built.told()
                .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UUID")
                .replaceAll("from byte [0-9]+ on", "from byte N on")
                // by chance one name or the other comes first
                .replaceAll("only in the (first|second) build", "only in one build");
    }

    private Path output() {
        return folder.resolve("out.tar");
    }

    @Test
    void whatDiffersIsToldWithItsLayerItsLineAndWhatToDo() throws IOException {
        String text = told(1, """
                RUN read id </proc/sys/kernel/random/uuid; echo same >/same; echo id $id >/content; echo >/name-$id
                COPY Dockerfile /
                """, "-o", "type=oci,dest=" + output());

        Golden.check("messages/irreproducible.txt", text);
        assertThat(output()).doesNotExist();
    }

    @Test
    void timesAloneAreCuredByTheEpoch() throws IOException {
        Golden.check("messages/irreproducible-times.txt", told(1, "RUN echo >/a\n"));
        assertThat(told(1, "RUN echo >/a\n", EPOCH)).contains("times: add rewrite-timestamp=true");
        assertThat(told(0, "RUN echo >/a\n", EPOCH, "-o", "type=oci,rewrite-timestamp=true,dest=" + output()))
                .isEmpty();
        assertThat(output()).exists();
    }

    @Test
    void cachesAreEmptyForTheSecondBuild() throws IOException {
        String text = told(
                0,
                "RUN --mount=type=cache,target=/c read x </c/x || echo >/was-empty; echo y >/c/x\n",
                EPOCH,
                "-o",
                "type=tar,dest=" + output());

        assertThat(text).isEmpty();
        assertThat(folder.resolve("store/tmp")).isEmptyDirectory();
    }
}
