// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackPlanTest {
    private static Pack pack(String... chunks) {
        List<Pack.Chunk> all = new ArrayList<>();
        for (String chunk : chunks) {
            all.add(new Pack.Chunk(Digest.of(chunk), 1 << 20));
        }
        return new Pack(Descriptor.of(Pack.MEDIA_TYPE, Digest.of(String.join(" ", chunks)), 1), all);
    }

    private static Set<Digest> chunks(String... names) {
        Set<Digest> chunks = new HashSet<>();
        for (String name : names) {
            chunks.add(Digest.of(name));
        }
        return chunks;
    }

    @Test
    void whatPacksHaveIsNotPackedAgain() {
        PackPlan plan = PackPlan.of(chunks("a", "b", "c"), List.of(pack("a", "b")));

        assertThat(plan.kept()).containsExactly(pack("a", "b"));
        assertThat(plan.missing()).isEqualTo(chunks("c"));
        assertThat(plan.givenUp()).isEmpty();
    }

    @Test
    void aPackOfWhichLessThanHalfIsNeededIsGivenUp() {
        PackPlan plan = PackPlan.of(chunks("a"), List.of(pack("a", "b", "c")));

        assertThat(plan.kept()).isEmpty();
        assertThat(plan.missing()).isEqualTo(chunks("a"));
        assertThat(plan.givenUp()).containsExactly(pack("a", "b", "c"));
    }

    @Test
    void ofTwoPacksWithTheSameOneIsKept() {
        PackPlan plan = PackPlan.of(chunks("a", "b"), List.of(pack("a", "b"), pack("b", "a")));

        assertThat(plan.kept()).containsExactly(pack("a", "b"));
        assertThat(plan.missing()).isEmpty();
        assertThat(plan.givenUp()).isEmpty();
    }

    @Test
    void manySmallPacksBecomeOne() {
        List<Pack> packs = new ArrayList<>();
        Set<Digest> needed = new HashSet<>();
        for (int i = 0; i < 17; i++) {
            packs.add(pack("chunk " + i));
            needed.addAll(chunks("chunk " + i));
        }

        PackPlan plan = PackPlan.of(needed, packs);

        assertThat(plan.kept()).isEmpty();
        assertThat(plan.missing()).isEqualTo(needed);
        assertThat(plan.givenUp()).isEqualTo(packs);
    }

    @Test
    void overTheLimitTheOldestFilesGoFirst() {
        var tree = Trees.of(Trees.file("new", "1234", 30), Trees.file("old", "5678", 10), Trees.file("mid", "90", 20));

        MountLimit limit = MountLimit.of(tree, 6);

        assertThat(limit.dropped()).containsExactly(new TreePath("old"));
        assertThat(limit.droppedBytes()).isEqualTo(4);
        assertThat(limit.kept()).containsKeys(new TreePath("new"), new TreePath("mid"));
        assertThat(MountLimit.of(tree, 10).dropped()).isEmpty();
    }
}
