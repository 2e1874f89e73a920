// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
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

    private Path context;

    @BeforeEach
    void prepare() throws IOException {
        context = Files.createDirectory(folder.resolve("context"));
        Files.copy(Path.of("/bin/busybox"), context.resolve("busybox"));
        Files.writeString(folder.resolve("token"), VALUE + "\n");
    }

    private String told(int status, String directive, String script) throws IOException {
        Files.writeString(
                context.resolve("Dockerfile"),
                directive + "FROM scratch\nCOPY --chmod=755 busybox /bin/sh\nRUN --mount=type=secret,id=token " + script
                        + "\n");
        Console console = new Console(
                Map.of("SLIPWAY_ROOT", folder.resolve("store").toString(), "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
        int code = console.run(
                "build", "--progress=plain", "--secret=id=token,src=" + folder.resolve("token"), context.toString());

        assertThat(code).as(console.err()).isEqualTo(status);
        assertThat(console.err()).doesNotContain(VALUE);
        int warnings = console.err().indexOf(" warning found");
        int error = console.err().lastIndexOf("error: ");
        return console.err()
                .substring(Math.max(0, status == 0 ? warnings - 2 : error))
                .replaceFirst("\\n   \\| \\^+", "");
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
