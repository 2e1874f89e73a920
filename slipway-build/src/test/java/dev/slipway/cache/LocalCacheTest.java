// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.oci.OciLayout;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Transfer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCacheTest {
    @TempDir
    private Path temp;

    private LocalCache cache(String tag, boolean reset) {
        return new LocalCache(new CachePlace.Local(temp.resolve("cache"), tag, Optional.empty()), reset);
    }

    private long blobs() throws IOException {
        try (var files = Files.list(temp.resolve("cache/blobs/sha256"))) {
            return files.count();
        }
    }

    @Test
    void aFolderThatIsNotThereIsNoCacheYet() throws Exception {
        assertThat(cache("latest", false).load()).isEmpty();
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        LocalCache cache = cache("latest", false);

        Caches.write(cache, "a");

        assertThat(cache.load()).contains(Caches.document("a"));
        assertThat(cache.openBlob(Caches.blob("a"), Transfer.UNWATCHED).readAllBytes())
                .isEqualTo(Caches.bytes("a"));
    }

    @Test
    void eachTagIsACacheOfItsOwn() throws Exception {
        Caches.write(cache("one", false), "a");
        Caches.write(cache("two", false), "b");

        assertThat(Caches.descriptions(cache("one", false))).containsExactly("RUN a");
        assertThat(Caches.descriptions(cache("two", false))).containsExactly("RUN b");
    }

    @Test
    void anEarlierStateIsReadByItsDigest() throws Exception {
        Caches.write(cache("latest", false), "a");
        Digest first = OciLayout.open(temp.resolve("cache"))
                .index()
                .manifests()
                .getFirst()
                .digest();

        LocalCache pinned =
                new LocalCache(new CachePlace.Local(temp.resolve("cache"), "latest", Optional.of(first)), false);

        assertThat(Caches.descriptions(pinned)).containsExactly("RUN a");
    }

    @Test
    void writersOfOneFolderLoseNothingOfEachOther() throws Exception {
        List<String> names = Caches.writeAtOnce(8, () -> cache("latest", false));

        assertThat(Caches.descriptions(cache("latest", false)))
                .containsExactlyElementsOf(
                        names.stream().map(name -> "RUN " + name).toList());
    }

    @Test
    void resetLeavesWhatIsWrittenNowAndNoOtherBlob() throws Exception {
        Caches.write(cache("latest", false), "a");
        Caches.write(cache("latest", false), "b");

        Caches.write(cache("latest", true), "c");

        assertThat(Caches.descriptions(cache("latest", false))).containsExactly("RUN c");
        assertThat(blobs()).as("the layer, the document, the manifest").isEqualTo(3);
    }

    @Test
    void aBlobThatIsNotWhatItShouldBeNeverGetsIn() {
        LocalCache cache = cache("latest", false);

        assertThatThrownBy(() -> cache.putBlob(Caches.blob("a"), BlobSource.of(Caches.bytes("b")), Transfer.UNWATCHED))
                .isInstanceOf(IOException.class);

        assertThatThrownBy(() -> cache.openBlob(Caches.blob("a"), Transfer.UNWATCHED))
                .hasMessageContaining("is missing");
    }

    @Test
    void aBlobThatWasChangedIsFoundOut() throws Exception {
        LocalCache cache = cache("latest", false);
        Caches.write(cache, "a");
        Path file = temp.resolve("cache/blobs/sha256")
                .resolve(Caches.blob("a").digest().hex());
        Files.write(file, Caches.bytes("b"));

        assertThatThrownBy(() ->
                        cache.openBlob(Caches.blob("a"), Transfer.UNWATCHED).readAllBytes())
                .hasMessageContaining("its bytes have the digest");
    }
}
