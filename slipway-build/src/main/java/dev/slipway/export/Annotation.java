// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.Platform;
import java.util.Optional;

/**
 * An annotation that the user wants on an image.
 *
 * @param platform the one platform whose manifest or descriptor gets it; empty for all
 */
public record Annotation(Target target, Optional<Platform> platform, String key, String value) {
    /** The JSON document that carries the annotation (BuildKit's {@code exptypes.Annotation*}). */
    public enum Target {
        MANIFEST("manifest"),
        MANIFEST_DESCRIPTOR("manifest-descriptor"),
        INDEX("index"),
        INDEX_DESCRIPTOR("index-descriptor");

        private final String word;

        Target(String word) {
            this.word = word;
        }

        /** The word that names it on the command line. */
        public String word() {
            return word;
        }
    }
}
