// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
    @TempDir
    Path folder;

    // 64 bits, little-endian, an executable for x86-64 without segments and sections
    private Path program(String name) throws IOException {
        byte[] file = new byte[64];
        byte[] head = {0x7f, 'E', 'L', 'F', 2, 1, 1};
        System.arraycopy(head, 0, file, 0, head.length);
        file[16] = 2;
        file[18] = 62;
        return Files.write(folder.resolve(name), file);
    }

    @Test
    void aStaticProgramKeepsThePolicyOfThatName() throws IOException {
        Console console = new Console(Map.of());

        int status = console.run("verify", "--policy", "static", program("tool").toString());

        assertThat(status).isZero();
        assertThat(console.out()).contains("linked          static").endsWith("1 file, nothing wrong\n");
    }

    @Test
    void aBrokenPromiseEndsWithOneAndIsWrittenAsJson() throws IOException, JsonSyntaxException {
        Console console = new Console(Map.of());
        program("tool");

        int status = console.run("verify", "--format=json", "--max-size=10", folder.toString());

        assertThat(status).isEqualTo(1);
        Json json = JsonParser.parse(console.out());
        assertThat(json.items("files").getFirst().text("linked")).contains("static");
        assertThat(json.items("violations").getFirst().text("rule")).contains("max-size");
    }

    @Test
    void sarifNamesTheFileOfEachViolation() throws IOException, JsonSyntaxException {
        Console console = new Console(Map.of());

        console.run("verify", "--format=sarif", "--hardening=nx", program("a b").toString());

        Json result = JsonParser.parse(console.out())
                .items("runs")
                .getFirst()
                .items("results")
                .getFirst();
        assertThat(result.text("level")).contains("error");
        assertThat(JsonWriter.compact(result)).contains("a%20b");
    }

    @Test
    void aFolderWithoutBinariesProvesNothing() throws IOException {
        Files.writeString(folder.resolve("README"), "text");
        Console console = new Console(Map.of());

        int status = console.run("verify", folder.toString());

        assertThat(status).isEqualTo(2);
        assertThat(console.err()).contains("no ELF file in it");
    }

    @Test
    void aVersionThatIsNoneIsShownWhereItStands() throws IOException {
        Console console = new Console(Map.of());

        int status = console.run("verify", "--glibc", "<= new", program("tool").toString());

        assertThat(status).isEqualTo(2);
        assertThat(console.err()).contains("no version of glibc");
    }

    @Test
    void aProgramThatIsCutOffFails() throws IOException {
        Files.write(folder.resolve("tool"), new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
        Console console = new Console(Map.of());

        int status = console.run("verify", folder.toString());

        assertThat(status).isEqualTo(1);
        assertThat(console.out()).contains("the file is cut off");
    }

    private Console withPolicy(String text) throws IOException {
        Path place = folder.resolve("config").resolve("slipway").resolve("slipway.hcl");
        Files.createDirectories(place.getParent());
        Files.writeString(place, text);
        return new Console(Map.of("XDG_CONFIG_HOME", folder.resolve("config").toString()));
    }

    @Test
    void aPolicyOfTheProjectIsFoundByItsName() throws IOException {
        Console console = withPolicy("policy \"small\" {\n  max-size = \"10\"\n}\n");

        int status = console.run("verify", "--policy", "small", program("tool").toString());

        assertThat(status).isEqualTo(1);
        assertThat(console.out()).contains("64 bytes, and small allows 10");
    }

    @Test
    void aWaiverLetsPassAndSaysWhy() throws IOException, JsonSyntaxException {
        String policy = """
                policy "small" {
                  max-size = "10"
                  waiver {
                    file = "tool"
                    reason = "it grows"
                    expires = "2999-01-01"
                  }
                }
                """;
        String tool = program("tool").toString();

        Console text = withPolicy(policy);
        assertThat(text.run("verify", "--policy", "small", tool)).isZero();
        assertThat(text.out()).contains("until 2999-01-01: it grows").endsWith("1 file, nothing wrong, 1 waived\n");

        Console json = withPolicy(policy);
        assertThat(json.run("verify", "--policy", "small", "--format=json", tool))
                .isZero();
        Json waived = JsonParser.parse(json.out()).items("waived").getFirst();
        assertThat(waived.text("reason")).contains("it grows");

        Console sarif = withPolicy(policy);
        assertThat(sarif.run("verify", "--policy", "small", "--format=sarif", tool))
                .isZero();
        assertThat(sarif.out()).contains("\"justification\": \"it grows (until 2999-01-01)\"");
    }

    @Test
    void aWaiverThatHasExpiredOrServesNothingIsToldAtItsPlace() throws IOException {
        Console console = withPolicy("""
                policy "small" {
                  max-size = "10"
                  waiver {
                    file = "tool"
                    reason = "it grows"
                    expires = "2020-01-01"
                  }
                  waiver {
                    file = "other"
                    reason = "it grows"
                    expires = "2999-01-01"
                  }
                }
                """);

        int status = console.run("verify", "--policy", "small", program("tool").toString());

        assertThat(status).isEqualTo(1);
        assertThat(console.err())
                .contains("slipway.hcl:3:3: warning: the waiver has counted until 2020-01-01 [ExpiredWaiver]")
                .contains("slipway.hcl:8:3: warning: the waiver is for nothing that these files break [UnusedWaiver]");
    }

    @Test
    void aNameThatIsNoneNamesTheNearest() throws IOException {
        Console console = withPolicy("policy \"small\" {\n  max-size = \"10\"\n}\n");

        int status = console.run("verify", "--policy", "smal", program("tool").toString());

        assertThat(status).isEqualTo(2);
        assertThat(console.err()).contains("did you mean \"small\"?");
    }

    @Test
    void aValueThatIsNoneIsShownInItsFile() throws IOException {
        Console console = withPolicy("policy \"here\" {\n  libc = \"mussl\"\n}\n");

        int status = console.run("verify", "--policy", "here", program("tool").toString());

        assertThat(status).isEqualTo(3);
        assertThat(console.err()).contains("slipway.hcl:2:10: error:").contains("did you mean \"musl\"?");
    }
}
