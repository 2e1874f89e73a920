// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.gc.Kept;
import dev.slipway.snapshot.StoredImage;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What parts of the cache are called in tables. */
class CacheItemsTest {
    private static final Digest DIGEST = Digest.of("config");
    private static final String FIRST = DIGEST.hex().substring(0, 12);

    private static String shortId(Kept kind, String id) {
        return new CacheItems.Item(
                        kind,
                        id,
                        0,
                        0,
                        "",
                        "",
                        Set.of(),
                        Set.of(),
                        List.of(),
                        new CacheItems.State(false, false, false))
                .shortId();
    }

    @Test
    void digestsAreCutAndNamesAreNot() {
        assertThat(shortId(Kept.BLOB, DIGEST.toString())).isEqualTo(FIRST);
        assertThat(shortId(Kept.LAYER, "sha256-" + DIGEST.hex())).isEqualTo("sha256-" + FIRST);
        assertThat(shortId(Kept.IMAGE, "docker.io/library/app:1")).isEqualTo("docker.io/library/app:1");
        assertThat(shortId(Kept.IMAGE, StoredImage.untaggedName(DIGEST))).isEqualTo(FIRST);
        assertThat(shortId(Kept.MOUNT, "sha256:a-mount-may-be-called-that"))
                .isEqualTo("sha256:a-mount-may-be-called-that");
    }
}
