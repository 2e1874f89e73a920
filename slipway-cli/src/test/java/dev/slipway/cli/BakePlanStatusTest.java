// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --plan} 3 says that a step would run, and nothing else does. */
class BakePlanStatusTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");
        Files.writeString(folder.resolve("good.hcl"), "target \"default\" { context = \"" + folder + "\" }\n");
        Files.writeString(folder.resolve("wrong.hcl"), "target \"default\" { context = }\n");
        Files.writeString(folder.resolve("Dockerfile.wrong"), "FROM scratch\nCOPPY a b\n");
        Files.writeString(
                folder.resolve("step.hcl"),
                "target \"default\" {\n context = \"" + folder + "\"\n dockerfile = \"Dockerfile.wrong\"\n}\n");
        Files.writeString(folder.resolve("gone.hcl"), """
                target "default" {
                  dockerfile-inline = "FROM localhost:1/gone"
                }
                """);
    }

    private int bake(String file, String... words) {
        List<String> all =
                new ArrayList<>(List.of("bake", "-f", folder.resolve(file).toString(), "--allow=fs=*"));
        all.addAll(List.of(words));
        Console console =
                new Console(Map.of("SLIPWAY_ROOT", folder.resolve("store").toString()));
        return console.run(all.toArray(String[]::new));
    }

    @Test
    void whatWouldRunIsThree() {
        assertThat(bake("good.hcl", "--plan")).isEqualTo(3);
    }

    @Test
    void wrongFilesAreOneHereAndThreeElsewhere() {
        assertThat(List.of(bake("wrong.hcl", "--plan"), bake("step.hcl", "--plan")))
                .containsOnly(1);
        assertThat(List.of(bake("wrong.hcl", "--print"), bake("step.hcl", "--call=targets")))
                .containsOnly(3);
    }

    @Test
    void allElseIsAsItIsWithoutAPlan() {
        assertThat(bake("good.hcl", "--plan=xml")).isEqualTo(2);
        assertThat(bake("gone.hcl", "--plan")).isEqualTo(4);
    }
}
