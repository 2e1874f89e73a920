// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.util.List;

/** What a build is known by: what is built with the same words in the same folder is the same. */
public record BuildName(Digest digest) {
    /** A {@code slipway build}. */
    public static BuildName ofBuild(List<String> words) {
        return new BuildName(new Hasher().put("build").put(words).digest());
    }

    /** A target of a {@code slipway bake} in that folder. */
    public static BuildName ofTarget(String folder, String target) {
        return new BuildName(
                new Hasher().put("bake").put(List.of(folder, target)).digest());
    }
}
