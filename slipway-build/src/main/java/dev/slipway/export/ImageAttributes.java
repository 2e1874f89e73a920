// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.ImageReference;
import java.util.List;
import java.util.OptionalInt;

/**
 * What all exporters that make an image share.
 *
 * @param names the names that the image gets
 * @param compressionLevel empty for the default of the format
 * @param forceCompression whether layers that came from a base are packed anew in the wanted format
 * @param ociMediaTypes whether manifests and layers carry OCI's media types rather than docker's
 * @param rewriteTimestamp whether times of files are clamped to {@code SOURCE_DATE_EPOCH}
 */
public record ImageAttributes(
        List<ImageReference> names,
        Compression compression,
        OptionalInt compressionLevel,
        boolean forceCompression,
        boolean ociMediaTypes,
        boolean rewriteTimestamp,
        List<Annotation> annotations) {
    public ImageAttributes {
        names = List.copyOf(names);
        annotations = List.copyOf(annotations);
    }

    /** Whether even layers that are blobs already are packed anew. */
    boolean remakesLayers() {
        return forceCompression || rewriteTimestamp;
    }
}
