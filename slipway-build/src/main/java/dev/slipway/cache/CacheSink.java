// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.export.LayerPacker;

/** A cache to write: one {@code --cache-to}. */
public record CacheSink(CachePlace place, Selection selection, Form form, OnFailure onFailure) {
    /**
     * What goes in.
     *
     * @param mounts the cache mounts whose content does
     */
    public record Selection(Mode mode, MountSelection mounts) {}

    /** The same, for one who goes on with what is there. */
    public CacheSink continued() {
        return new CacheSink(
                place, selection, new Form(form.layers(), form.oci(), form.imageManifest(), false), onFailure);
    }

    /** The same, for whom a failure to write it is one whatever was said. */
    public CacheSink failing() {
        return new CacheSink(place, selection, form, OnFailure.FAIL);
    }

    /** The same with those mounts. */
    public CacheSink with(MountSelection mounts) {
        return new CacheSink(place, new Selection(selection.mode(), mounts), form, onFailure);
    }

    /** Which steps go in. */
    public enum Mode {
        /** Those whose layers are in the result. */
        MIN,
        /** All. */
        MAX
    }

    /** What becomes of a failure to write it. */
    public enum OnFailure {
        /** It is told. */
        WARN,
        /** The build fails: asked for by {@code ignore-error=false}. */
        FAIL
    }

    /**
     * In which form it is written.
     *
     * @param oci whether media types are OCI's rather than docker's
     * @param imageManifest whether the manifest is an image's; else an index, BuildKit's older form
     * @param reset whether what is there gives way
     */
    public record Form(LayerPacker.Form layers, boolean oci, boolean imageManifest, boolean reset) {}
}
