// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.oci.tar.Compression;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A media type by its text, known or not. Docker's and OCI's names for the same thing are different values; the questions
 * answer for both.
 */
public record MediaType(String value) {
    public static final MediaType OCI_INDEX = new MediaType("application/vnd.oci.image.index.v1+json");
    public static final MediaType OCI_MANIFEST = new MediaType("application/vnd.oci.image.manifest.v1+json");
    public static final MediaType OCI_CONFIG = new MediaType("application/vnd.oci.image.config.v1+json");
    public static final MediaType OCI_LAYER = new MediaType("application/vnd.oci.image.layer.v1.tar");
    public static final MediaType OCI_LAYER_GZIP = new MediaType("application/vnd.oci.image.layer.v1.tar+gzip");
    public static final MediaType OCI_LAYER_ZSTD = new MediaType("application/vnd.oci.image.layer.v1.tar+zstd");
    public static final MediaType OCI_EMPTY = new MediaType("application/vnd.oci.empty.v1+json");
    public static final MediaType DOCKER_INDEX =
            new MediaType("application/vnd.docker.distribution.manifest.list.v2+json");
    public static final MediaType DOCKER_MANIFEST =
            new MediaType("application/vnd.docker.distribution.manifest.v2+json");
    public static final MediaType DOCKER_CONFIG = new MediaType("application/vnd.docker.container.image.v1+json");
    public static final MediaType DOCKER_LAYER = new MediaType("application/vnd.docker.image.rootfs.diff.tar");
    public static final MediaType DOCKER_LAYER_GZIP =
            new MediaType("application/vnd.docker.image.rootfs.diff.tar.gzip");
    public static final MediaType DOCKER_LAYER_ZSTD =
            new MediaType("application/vnd.docker.image.rootfs.diff.tar.zstd");
    public static final MediaType DOCKER_FOREIGN_LAYER =
            new MediaType("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip");
    public static final MediaType IN_TOTO = new MediaType("application/vnd.in-toto+json");
    public static final MediaType DOCKER_SCHEMA_1 =
            new MediaType("application/vnd.docker.distribution.manifest.v1+json");
    public static final MediaType DOCKER_SCHEMA_1_SIGNED =
            new MediaType("application/vnd.docker.distribution.manifest.v1+prettyjws");

    // written out: what a record has by itself spins classes at its first use, which is on the path of every build
    @Override
    public boolean equals(Object other) {
        return other instanceof MediaType that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    private static final String NONDISTRIBUTABLE = "application/vnd.oci.image.layer.nondistributable.v1.tar";

    /** What a client accepts when it asks for a manifest: all four kinds, as docker does. */
    public static final List<MediaType> MANIFESTS = List.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_INDEX);

    /** The part before any parameters, such as {@code ;charset=utf-8}, in lower case. */
    public static MediaType parse(String header) {
        int semicolon = header.indexOf(';');
        String bare = semicolon < 0 ? header : header.substring(0, semicolon);
        return new MediaType(bare.strip().toLowerCase(Locale.ROOT));
    }

    /** The type of a layer so compressed. Docker's types have no zstd in the registry: BuildKit writes OCI's there. */
    public static MediaType layer(Compression compression, boolean oci) {
        return switch (compression) {
            case NONE -> oci ? OCI_LAYER : DOCKER_LAYER;
            case GZIP -> oci ? OCI_LAYER_GZIP : DOCKER_LAYER_GZIP;
            case ZSTD -> oci ? OCI_LAYER_ZSTD : DOCKER_LAYER_ZSTD;
        };
    }

    public boolean isIndex() {
        return equals(OCI_INDEX) || equals(DOCKER_INDEX);
    }

    public boolean isManifest() {
        return equals(OCI_MANIFEST) || equals(DOCKER_MANIFEST);
    }

    /** Whether this is the configuration of a runnable image. */
    public boolean isImageConfig() {
        return equals(OCI_CONFIG) || equals(DOCKER_CONFIG);
    }

    /** Whether this is docker's oldest manifest, which is refused. */
    public boolean isSchema1() {
        return equals(DOCKER_SCHEMA_1) || equals(DOCKER_SCHEMA_1_SIGNED);
    }

    /** Whether this is a layer that registries don't hold (Windows bases). */
    public boolean isForeignLayer() {
        return equals(DOCKER_FOREIGN_LAYER) || value.startsWith(NONDISTRIBUTABLE);
    }

    /** How a layer of this type is compressed; empty when this is no layer. The magic bytes decide in the end. */
    public Optional<Compression> layerCompression() {
        if (equals(DOCKER_FOREIGN_LAYER)) {
            return Optional.of(Compression.GZIP);
        }
        String base = OCI_LAYER.value;
        for (String start : List.of(base, DOCKER_LAYER.value, NONDISTRIBUTABLE)) {
            if (value.startsWith(start)) {
                return switch (value.substring(start.length())) {
                    case "" -> Optional.of(Compression.NONE);
                    case "+gzip", ".gzip" -> Optional.of(Compression.GZIP);
                    case "+zstd", ".zstd" -> Optional.of(Compression.ZSTD);
                    default -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    /** OCI's name of the same thing; itself when there is none. */
    public MediaType toOci() {
        return convert(true);
    }

    /** Docker's name of the same thing; itself when there is none. */
    public MediaType toDocker() {
        return convert(false);
    }

    private MediaType convert(boolean oci) {
        if (isIndex()) {
            return oci ? OCI_INDEX : DOCKER_INDEX;
        }
        if (isManifest()) {
            return oci ? OCI_MANIFEST : DOCKER_MANIFEST;
        }
        if (isImageConfig()) {
            return oci ? OCI_CONFIG : DOCKER_CONFIG;
        }
        return isForeignLayer()
                ? this
                : layerCompression().map(compression -> layer(compression, oci)).orElse(this);
    }

    @Override
    public String toString() {
        return value;
    }
}
