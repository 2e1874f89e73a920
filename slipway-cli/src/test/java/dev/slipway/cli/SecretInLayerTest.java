// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class SecretInLayerTest {
    private static final String VALUE = "canary-0123456789";

    // a store's sync may still write when the test has ended
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private String told(int status, String directive, String script) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), VALUE + "\n");

        BusyboxContext.Built built = new BusyboxContext(folder)
                .build(
                        directive + "RUN --mount=type=secret,id=token " + script + "\n",
                        "--progress=plain",
                        "--secret=id=token,src=" + token);

        assertThat(built.status()).as(built.told()).isEqualTo(status);
        assertThat(built.told()).doesNotContain(VALUE);
        int begin = status == 0
                ? built.told().indexOf("\n 1 warning found") + 1
                : built.told().lastIndexOf("error: ");
        return built.told().substring(begin);
    }

    private static final String HIDDEN = "read x </run/secrets/token; umask 22; : >/a; eval 'echo $x' >/kept";

    @Test
    void theFileIsNamedNowAndWhenTheLayerComesFromTheCache() throws IOException {
        String first = told(0, "", HIDDEN);

        Golden.check("messages/secret-in-layer.txt", first);
        assertThat(told(0, "", HIDDEN)).isEqualTo(first);
    }

    @Test
    void theStepFailsWhereFindingsAreErrors() throws IOException {
        Golden.check("messages/secret-in-layer-error.txt", told(1, "# check=error=true\n", HIDDEN));
    }

    @Test
    void nobodyLooksWhereTheRuleIsSwitchedOff() throws IOException {
        assertThat(told(0, "# check=skip=SecretInLayer\n", HIDDEN)).doesNotContain("SecretInLayer");
    }

    @Test
    void whatIsOnlyUsedIsNoLeak() throws IOException {
        assertThat(told(0, "", "read x </run/secrets/token; echo used >/a")).doesNotContain("SecretInLayer");
    }
}
