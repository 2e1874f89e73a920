// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.UsageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BakePrivilegesTest {
    @TempDir
    Path outside;

    @BeforeEach
    void withoutLinks() throws IOException {
        outside = outside.toRealPath();
    }

    private static void require(Console console, String body, String... allowed) {
        List<String> words = new ArrayList<>(List.of("slipway", "bake"));
        for (String one : allowed) {
            words.add("--allow=" + one);
        }
        ParsedOptions parsed = OptionParser.parse(BakeTable.SPEC, new CommandLine(words, 2));
        new BakePrivileges(parsed.values(BakeTable.ALLOW), console.io()).require(List.of(BakeTargets.options(body)));
    }

    private static void require(String body, String... allowed) {
        require(new Console(Map.of()), body, allowed);
    }

    @Test
    void theFolderItselfNeedsNothing() {
        assertThatCode(() -> require("context = \"src\"\noutput = [\"target/out\"]"))
                .doesNotThrowAnyException();
    }

    @Test
    void aContextOutsideIsReadWithLeaveOnly() {
        String body = "context = \"" + outside + "\"\ndockerfile-inline = \"FROM scratch\"";

        assertThatThrownBy(() -> require(body))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("reading " + outside)
                .hasMessageContaining("--allow=fs.read=" + outside);
        assertThatThrownBy(() -> require(body, "fs.write=" + outside)).isInstanceOf(UsageException.class);
        assertThatCode(() -> require(body, "fs.read=" + outside)).doesNotThrowAnyException();
        assertThatCode(() -> require(body, "fs=" + outside.getParent())).doesNotThrowAnyException();
        assertThatCode(() -> require(body, "fs.read=*")).doesNotThrowAnyException();
        assertThatCode(() -> require(new Console(Map.of("BUILDX_BAKE_ENTITLEMENTS_FS", "0")), body))
                .doesNotThrowAnyException();
    }

    @Test
    void aLinkLeadsNowhere() throws IOException {
        Path link = Path.of("target/link-outside");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, outside);

        assertThatThrownBy(() -> require("output = [\"" + link + "/new\"]"))
                .hasMessageContaining("--allow=fs.write=" + outside.resolve("new"));

        Files.delete(link);
    }

    @Test
    void readingAndWritingOfOneFolderIsOnePrivilege() {
        assertThatThrownBy(() -> require("context = \"" + outside + "\"\noutput = [\"" + outside + "\"]"))
                .hasMessageContaining("reading and writing " + outside)
                .hasMessageContaining("--allow=fs=" + outside);
    }

    @Test
    void theNetworkOfThisMachineIsLentWithLeaveOnly() {
        assertThatThrownBy(() -> require("network = \"host\"")).hasMessageContaining("--allow=network.host");
        assertThatCode(() -> require("network = \"host\"", "network.host")).doesNotThrowAnyException();
        assertThatThrownBy(() -> require("", "network.hots"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("network.host");
    }

    @Test
    void onATerminalTheUserIsAsked() {
        Console yes = terminal("y\n");
        Console no = terminal("\n");

        require(yes, "network = \"host\"");

        assertThat(yes.err()).contains("--allow=network.host").contains("[y/N]");
        assertThatThrownBy(() -> require(no, "network = \"host\"")).isInstanceOf(UsageException.class);
    }

    private static Console terminal(String answer) {
        return new Console(
                Map.of(),
                new Io.Terminals(true, false, false),
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
    }
}
