// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.oci.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

@Tag("root")
class UntaggedImageTest {
    // a store's sync may still write when the test has ended
    @TempDir(cleanup = CleanupMode.NEVER)
    Path folder;

    private String image(String... words) {
        Console console =
                new Console(Map.of("SLIPWAY_ROOT", folder.resolve("store").toString()));
        String[] all = new String[words.length + 1];
        all[0] = "image";
        System.arraycopy(words, 0, all, 1, words.length);
        console.run(all);
        return console.out() + console.err();
    }

    @Test
    void aBuildWithoutANameIsKeptUnderItsIdUntilItGetsOne() throws IOException {
        assertThat(new BusyboxContext(folder).build("", "--progress=quiet").status())
                .isZero();
        String id = image("ls", "--quiet", "--no-trunc").strip();

        assertThat(id).startsWith("sha256:").hasSize(71);
        assertThat(image("ls")).contains("<none>       <none>   " + id.substring(7, 19));
        assertThat(image("inspect", id))
                .contains("\"Id\": \"" + id + "\"")
                .contains("\"Architecture\": \"" + Platform.host().architecture() + "\"")
                .contains("\"Layers\": [")
                .contains("\"Config\": {")
                .contains("\"Manifest\": {");
        assertThat(image("tag", id.substring(7, 17), "app:1")).isEmpty();
        assertThat(image("ls")).contains("app").doesNotContain("<none>");
        assertThat(image("rm", "app:1")).isEqualTo("Untagged: app:1\n");
        assertThat(image("ls", "-q")).isEmpty();
    }

    @Test
    void anImageWithoutANameIsForgottenByItsId() throws IOException {
        new BusyboxContext(folder).build("", "--progress=quiet");
        String id = image("ls", "--quiet", "--no-trunc").strip();

        assertThat(image("rm", id.substring(7))).isEqualTo("Deleted: " + id + "\n");
        assertThat(image("inspect", id)).contains("no image of that name");
    }
}
