// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of the versions that a project's files pin, made in the language of bake: the builder image's tag. */
class PinsTest {
    private static final SourceFile PINS = SourceFile.of("slipway.hcl", """
            engines = jsondecode(file("package.json")).engines
            project = tomldecode(file("pyproject.toml"))
            lint    = project.dependency-groups.lint
            pins = [
              tomldecode(file("rust-toolchain.toml")).toolchain.channel,
              trimprefix(engines.node, "^"),
              engines.pnpm,
              trimspace(file(".python-version")),
              yamldecode(file("pnpm-workspace.yaml")).catalog.playwright,
              join("|", sort([for name, pin in tomldecode(file("Cargo.toml")).workspace.metadata.bin : "${name}=${pin}"])),
              [for each in lint : trimprefix(each, "semgrep==") if trimprefix(each, "semgrep==") != each][0],
              regex_replace(project.tool.uv.required-version, "[^0-9.]", ""),
            ]
            target "builder" {
              tags = ["builder-${substr(sha256("${join("|", pins)}\\n"), 0, 16)}"]
            }
            """);

    private static final String JOINED =
            "1.92.0|24.12.0|10.26.1|3.13.11|1.57.0|cargo-deny=0.18.6|cargo-nextest=0.9.114|1.146.0|0.9.17\n";

    @TempDir
    Path project;

    private final Map<String, String> files = new LinkedHashMap<>();

    @BeforeEach
    void write() throws IOException {
        files.put("rust-toolchain.toml", "[toolchain]\nchannel = \"1.92.0\"\ncomponents = [\"clippy\"]\n");
        files.put(
                "package.json",
                "{\"name\": \"addon\", \"engines\": {\"pnpm\": \"10.26.1\", \"node\": \"^24.12.0\"}}\n");
        files.put(".python-version", "3.13.11\n");
        files.put(
                "pnpm-workspace.yaml",
                "packages:\n  - \"packages/*\"\ncatalog:\n  playwright: 1.57.0\n  \"@types/node\": ^24.10.1\n");
        files.put("Cargo.toml", "[workspace.metadata.bin]\ncargo-nextest = \"0.9.114\"\ncargo-deny = \"0.18.6\"\n");
        files.put("pyproject.toml", """
                [dependency-groups]
                lint = ["ruff==0.14.9", "semgrep==1.146.0"]
                [tool.uv]
                required-version = ">=0.9.17"
                """);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(project.resolve(file.getKey()), file.getValue());
        }
    }

    private String tag() {
        Surroundings surroundings =
                new Surroundings(project, Map.of(), Map.of(), InstantSource.fixed(Instant.EPOCH), () -> "");
        BakePlan plan = TargetResolver.resolve(
                BakeReader.read(List.of(PINS), surroundings), List.of("builder"), List.of(), surroundings);
        return Objects.requireNonNull(plan.targets().get("builder"))
                .texts(Field.TAGS)
                .getFirst();
    }

    private String tagWith(String file, String from, String to) throws IOException {
        String before = Objects.requireNonNull(files.get(file));
        assertThat(before).contains(from);
        Files.writeString(project.resolve(file), before.replace(from, to));
        String tag = tag();
        Files.writeString(project.resolve(file), before);
        return tag;
    }

    @Test
    void keyIsThatOfTheJoinedPins() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(JOINED.getBytes(StandardCharsets.UTF_8));

        assertThat(tag())
                .isEqualTo("builder-" + HexFormat.of().formatHex(digest).substring(0, 16));
    }

    @Test
    void orderAndWhatIsNoPinChangeNothing() throws IOException {
        String tag = tag();

        assertThat(tagWith("Cargo.toml", "cargo-nextest = \"0.9.114\"\ncargo-deny = \"0.18.6\"\n", """
                        cargo-deny = "0.18.6"
                        cargo-nextest = "0.9.114"
                        """))
                .isEqualTo(tag);
        assertThat(tagWith(".python-version", "3.13.11\n", "3.13.11")).isEqualTo(tag);
        assertThat(tagWith("package.json", "^24.12.0", "24.12.0")).isEqualTo(tag);
        assertThat(tagWith("pyproject.toml", ">=0.9.17", "0.9.17")).isEqualTo(tag);
        assertThat(tagWith("pyproject.toml", "ruff==0.14.9", "ruff==0.15.0")).isEqualTo(tag);
    }

    @Test
    void eachPinChangesTheKey() throws IOException {
        String tag = tag();

        assertThat(List.of(
                        tagWith("rust-toolchain.toml", "1.92.0", "1.92.1"),
                        tagWith("package.json", "^24.12.0", "^24.12.1"),
                        tagWith("package.json", "10.26.1", "10.26.2"),
                        tagWith(".python-version", "3.13.11", "3.13.12"),
                        tagWith("pnpm-workspace.yaml", "1.57.0", "1.57.1"),
                        tagWith("Cargo.toml", "0.18.6", "0.18.7"),
                        tagWith("pyproject.toml", "1.146.0", "1.146.1"),
                        tagWith("pyproject.toml", "0.9.17", "0.9.18")))
                .doesNotContain(tag)
                .doesNotHaveDuplicates();
    }
}
