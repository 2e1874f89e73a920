// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.List;

/** The keys that outputs, caches and attestations have, by type, as BuildKit reads them. */
final class EntryKeys {
    private static final List<String> LAYERS =
            List.of("compression", "compression-level", "force-compression", "oci-mediatypes");
    private static final List<String> IMAGE = joined(
            LAYERS,
            List.of(
                    "name",
                    "dest",
                    "rewrite-timestamp",
                    "source-date-epoch",
                    "prefer-nondist-layers",
                    "name-canonical",
                    "dangling-name-prefix",
                    "attestation-prefix",
                    "attestation-inline",
                    "oci-artifact",
                    "buildinfo",
                    "buildinfo-attrs"));
    private static final List<String> PUSHED = joined(
            IMAGE, List.of("push", "push-by-digest", "registry.insecure", "store", "unpack", "nydus-fs-version"));
    private static final List<String> ARCHIVE = joined(IMAGE, List.of("tar", "context"));
    private static final List<String> FILES =
            List.of("dest", "platform-split", "attestation-prefix", "mode", "epoch", "source-date-epoch");
    private static final List<String> CACHE = joined(
            LAYERS,
            List.of(
                    "mode",
                    "mounts",
                    "mounts-max-size",
                    "ignore-error",
                    "image-manifest",
                    "timeout",
                    "parallelism",
                    "upload_parallelism"));

    private static final List<String> OF_REGISTRIES = joined(CACHE, List.of("ref", "registry.insecure", "digest"));
    private static final List<String> OF_FOLDERS = joined(CACHE, List.of("src", "dest", "digest", "tag"));
    private static final List<String> OF_GITHUB =
            joined(CACHE, List.of("scope", "url", "url_v2", "token", "repository", "ghtoken", "version"));

    private static final List<String> OF_PROVENANCE =
            List.of("mode", "builder-id", "inline-only", "reproducible", "version", "filename", "disabled");
    private static final List<String> OF_SBOM = List.of("generator", "disabled");

    private EntryKeys() {}

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /** None for a type that is not known here, whose keys nobody can judge. */
    static List<String> of(Field field, String type) {
        return switch (field) {
            case OUTPUT -> ofOutput(type);
            case ATTEST -> ofAttestation(type);
            default -> ofCache(type);
        };
    }

    /** The types that there are, if there are no others. */
    static List<String> types(Field field) {
        return field == Field.ATTEST ? List.of("provenance", "sbom") : List.of();
    }

    /** Whether there may be keys that are not known here: what the program that makes an SBOM is given. */
    static boolean mayHaveMore(Field field, String type) {
        return field == Field.ATTEST && type.equals("sbom");
    }

    private static List<String> ofAttestation(String type) {
        return switch (type) {
            case "provenance" -> OF_PROVENANCE;
            case "sbom" -> OF_SBOM;
            default -> List.of();
        };
    }

    private static List<String> ofOutput(String type) {
        return switch (type) {
            case "image", "registry" -> PUSHED;
            case "oci", "docker" -> ARCHIVE;
            case "local", "tar" -> FILES;
            default -> List.of();
        };
    }

    private static List<String> ofCache(String type) {
        return switch (type) {
            case "registry" -> OF_REGISTRIES;
            case "local" -> OF_FOLDERS;
            case "gha" -> OF_GITHUB;
            default -> List.of();
        };
    }
}
