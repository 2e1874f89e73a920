// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.mounts.MountList;
import dev.slipway.mounts.Pack;
import dev.slipway.oci.Descriptor;
import dev.slipway.trust.CacheScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachedMountTest {
    private static final CachedMount MOUNT = new CachedMount(
            CacheScope.DEFAULT,
            "apt",
            Caches.NOW,
            Descriptor.of(MountList.MEDIA_TYPE, Digest.of("list"), 10),
            List.of(Descriptor.of(Pack.MEDIA_TYPE, Digest.of("pack"), 20)));

    private static CacheDocument document() {
        Entry<CachedMount> entry = new Entry<>(MOUNT, MOUNT.toJson(), Optional.empty(), Caches.NOW);
        return new CacheDocument(List.of(), List.of(), Map.of(), List.of(entry));
    }

    @Test
    void whatWasWrittenIsRead() throws Exception {
        assertThat(CacheDocument.read(document().toBytes(), "c")).isEqualTo(document());
    }

    @Test
    void itsBlobsAreThoseOfTheCache() {
        assertThat(document().blobs())
                .containsExactly(MOUNT.list(), MOUNT.packs().getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "id":"apt"      | "id":""            | id:
                    "size":20       | "size":-1          | size:
                    "size":10       | "size":99999999999 | size:
                    "list"          | "lost"             | list:
                    "scope":""      | "scope":".."       | scope:
                    "digest":"sha256: | "digest":"md5:   | digest:
                    "created":"2026 | "created":"x       | created:
                    """)
    void aHostileEntryIsRefused(String sound, String hostile, String told) {
        String text = new String(document().toBytes(), StandardCharsets.UTF_8);
        assertThat(text).contains(sound);
        byte[] bytes = text.replace(sound, hostile).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> CacheDocument.read(bytes, "c"))
                .isInstanceOf(MalformedCacheException.class)
                .hasMessageContaining("mounts[0]")
                .hasMessageContaining(told);
    }
}
