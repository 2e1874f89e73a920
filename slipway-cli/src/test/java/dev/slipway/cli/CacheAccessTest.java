// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.SourceException;
import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheAccessTest {
    private static final CacheScope MAIN = new CacheScope("acme/app/main");

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new TreeMap<>();

    @BeforeEach
    void configure() {
        environment.put("XDG_CONFIG_HOME", folder.toString());
    }

    @Test
    void withoutAnythingThereIsOneScopeAndNoKey() {
        CacheAccess access = read();

        assertThat(access.scopes()).isEqualTo(Scopes.DEFAULT);
        assertThat(access.trust().needsSeals()).isFalse();
        assertThat(access.gc()).isEmpty();
    }

    @Test
    void theCommandLineWinsOverTheEnvironmentAndThatOverThePolicy() throws IOException {
        policy("cache {\n  scope = \"of/the/policy\"\n  reads = [\"acme/app/main\"]\n}");
        assertThat(read().scopes()).isEqualTo(new Scopes(new CacheScope("of/the/policy"), List.of(MAIN)));

        environment.put("SLIPWAY_CACHE_SCOPE", "of/the/environment");
        assertThat(read().scopes().own().name()).isEqualTo("of/the/environment");
        assertThat(read("--cache-scope=of/the/line").scopes())
                .isEqualTo(new Scopes(new CacheScope("of/the/line"), List.of(MAIN)));
    }

    @Test
    void aReleaseReadsItsOwnScopeAlone() throws IOException {
        policy("cache {\n  reads = [\"acme/app/main\"]\n}");
        assertThat(read("--cache-own-scope-only").scopes().others()).isEmpty();

        policy("cache {\n  reads = [\"acme/app/main\"]\n  only-own = true\n}");
        assertThat(read().scopes().others()).isEmpty();
    }

    @Test
    void aPolicyThatNamesTheCiHoldsOnTheMachinesOfPeopleToo() throws IOException {
        policy("cache {\n  scope = \"ci\"\n}");
        assertThat(read().scopes().own()).isEqualTo(CacheScope.DEFAULT);
        assertThatThrownBy(() -> read("--cache-scope=ci"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("no job of a CI service");

        environment.put("GITHUB_REPOSITORY", "acme/app");
        environment.put("GITHUB_REF", "refs/heads/main");
        assertThat(read().scopes().own()).isEqualTo(MAIN);
        assertThat(read("--cache-scope=ci").scopes().own()).isEqualTo(MAIN);
    }

    @Test
    void aScopeOfTheEnvironmentThatIsNoneIsToldWithItsPlace() {
        environment.put("SLIPWAY_CACHE_SCOPE", "a/../b");

        assertThatThrownBy(this::read)
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("SLIPWAY_CACHE_SCOPE=a/../b");
    }

    @Test
    void theKeyIsAFileOrTheTextOfOne() throws IOException {
        Path file = folder.resolve("key");
        Console console = new Console(Map.of());
        assertThat(console.run("cache", "keygen", file.toString())).isZero();
        String signer = console.out().strip();
        assertThat(signer).startsWith("ed25519:");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");

        assertThat(read("--cache-key=" + file).trust().needsSeals()).isTrue();
        environment.put("SLIPWAY_CACHE_KEY", file.toString());
        assertThat(read().trust().needsSeals()).isTrue();
        environment.put("SLIPWAY_CACHE_KEY", Files.readString(file));
        assertThat(read().trust().needsSeals()).isTrue();
    }

    @Test
    void aKeyIsNeverWrittenOver() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "precious");
        Console console = new Console(Map.of());

        assertThat(console.run("cache", "keygen", file.toString())).isEqualTo(2);

        assertThat(file).hasContent("precious");
        assertThat(console.err()).contains("there is a file of that name already");
    }

    @Test
    void whatIsNoKeyIsToldWithoutItsText() {
        environment.put("SLIPWAY_CACHE_KEY", "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2\n");

        assertThatThrownBy(() -> read().trust())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("SLIPWAY_CACHE_KEY: this is no Ed25519 key")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aPolicyThatIsWrongEndsEveryBuild() throws IOException {
        policy("cache {\n  require-singed = true\n}");

        assertThatThrownBy(this::read).isInstanceOf(SourceException.class).hasMessageContaining("require-singed");
    }

    @Test
    void aFileWithoutAPolicyIsNotEvenParsed() throws IOException {
        policy("this is { no HCL");

        assertThat(read().scopes()).isEqualTo(Scopes.DEFAULT);
    }

    private CacheAccess read(String... options) {
        List<String> words = new ArrayList<>(List.of("slipway", "build"));
        words.addAll(List.of(options));
        words.add(".");
        ParsedOptions parsed = OptionParser.parse(BuildTable.SPEC, new CommandLine(words, 2));
        return CacheAccess.read(parsed, new Console(environment).io());
    }

    private void policy(String text) throws IOException {
        Files.createDirectories(folder.resolve("slipway"));
        Files.writeString(folder.resolve("slipway/slipway.hcl"), text);
    }
}
