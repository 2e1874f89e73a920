// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.util.List;

/**
 * What a build is known by on every machine, in whichever folder the same files stand there.
 *
 * @param thing what is built
 * @param image the names of its image; of two histories of a thing that with the same is nearer
 */
public record CommonName(Digest thing, Digest image) {
    /** A {@code slipway build}. */
    public static CommonName ofBuild(List<String> words, List<String> images) {
        return of(new Hasher().put("build").put(words), images);
    }

    /** A target of a {@code slipway bake}, which is started in that folder of the project. */
    public static CommonName ofTarget(String folder, String target, List<String> images) {
        return of(new Hasher().put("bake").put(List.of(folder, target)), images);
    }

    private static CommonName of(Hasher thing, List<String> images) {
        return new CommonName(
                thing.digest(), new Hasher().put("images").put(images).digest());
    }
}
