// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.cache.CachePlace;
import dev.slipway.cache.CacheSink;
import dev.slipway.cache.MountSelection;
import dev.slipway.oci.ImageReference;
import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheTransferReaderTest {
    @TempDir
    private Path folder;

    private static ParsedOptions parsed(CommandSpec spec, String... words) {
        List<String> all = new ArrayList<>(List.of("slipway", "cache", "x"));
        all.addAll(List.of(words));
        return OptionParser.parse(spec, new CommandLine(all, 3));
    }

    private static CacheSink sink(String... words) {
        return CacheTransferReader.sink(parsed(CacheTable.EXPORT, words), Map.of());
    }

    private static CachePlace source(String word) {
        Argument from = parsed(CacheTable.IMPORT, word).operands().getFirst();
        return CacheTransferReader.source(from, Map.of());
    }

    @Test
    void aFolderIsWhatTypeLocalWritesAndReads() {
        assertThat(sink("out/cache").place())
                .isEqualTo(sink("type=local,dest=out/cache").place());
        assertThat(sink("out/cache").form())
                .isEqualTo(sink("type=local,dest=out/cache").form());
        assertThat(source(folder.toString())).isEqualTo(source("type=local,src=" + folder));
    }

    @Test
    void aFailureIsOneWhateverTheAttributesSay() {
        assertThat(sink("out").onFailure()).isEqualTo(CacheSink.OnFailure.FAIL);
        assertThat(sink("type=registry,ref=r.example/app:c").onFailure()).isEqualTo(CacheSink.OnFailure.FAIL);
        assertThat(sink("type=registry,ref=r.example/app:c").place())
                .isEqualTo(new CachePlace.Registry(ImageReference.of("r.example/app:c")));
    }

    @Test
    void aSlashBeforeTheEqualsSignMakesAFolder() {
        assertThat(sink("./a=b").place()).isEqualTo(new CachePlace.Local(Path.of("./a=b"), "latest", Optional.empty()));
        assertThatThrownBy(() -> sink("ref=r.example/app"))
                .hasMessageContaining("the type of a cache to write is missing");
    }

    @Test
    void mountsAreThoseOfTheOptionOrOfTheAttributes() {
        MountSelection both =
                new MountSelection(Map.of("apt", 2L << 30, "cargo", MountSelection.UNLIMITED), OptionalLong.empty());
        assertThat(sink("--mounts=apt:2GB,cargo", "out").selection().mounts()).isEqualTo(both);
        assertThat(sink("--mounts=apt:2GB", "--mounts=cargo", "out").selection().mounts())
                .isEqualTo(both);
        assertThat(sink("type=local,dest=out,mounts=apt:2GB,cargo").selection().mounts())
                .isEqualTo(both);
        assertThatThrownBy(() -> sink("--mounts=apt", "type=local,dest=out,mounts=all"))
                .hasMessageContaining("chosen twice");
    }

    @Test
    void whatIsNoPlaceIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> sink("type=inline"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("only a build has an image");
        assertThatThrownBy(() -> sink(file.toString())).hasMessageContaining("this is a file");
        assertThatThrownBy(() -> source("r.example/app"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no such folder")
                .hasMessageContaining("type=registry,ref=r.example/app");
        assertThatThrownBy(() -> source("type=inline")).hasMessageContaining("read from its image");
        assertThatThrownBy(() -> sink("type=local,dest=out,moode=max")).hasMessageContaining("did you mean \"mode\"?");
    }

    @Test
    void scopesAreNames() {
        assertThat(CacheTransferReader.scopes(parsed(CacheTable.EXPORT, "--scope=", "--scope=acme/app", "out")))
                .containsExactly(CacheScope.DEFAULT, new CacheScope("acme/app"));
        assertThatThrownBy(() -> CacheTransferReader.scopes(parsed(CacheTable.EXPORT, "--scope=a/../b", "out")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has no empty part");
    }
}
