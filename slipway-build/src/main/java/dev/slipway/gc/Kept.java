// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

/** The kinds of things in a store. */
public enum Kept {
    /** What a step did, without the layers. */
    RECORD("record"),
    LAYER("layer"),
    /** A compressed layer, a manifest or a configuration. */
    BLOB("blob"),
    /** The folder of a {@code RUN --mount=type=cache}. */
    MOUNT("mount"),
    /** An image that has no name but its id. */
    IMAGE("image");

    private final String word;

    Kept(String word) {
        this.word = word;
    }

    /** As people and programs know it. */
    public String word() {
        return word;
    }
}
