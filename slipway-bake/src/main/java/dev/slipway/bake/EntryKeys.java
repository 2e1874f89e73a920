// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.List;

/** The keys that outputs and caches have, by type, as BuildKit's exporters and caches read them. */
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
            LAYERS, List.of("mode", "ignore-error", "image-manifest", "timeout", "parallelism", "upload_parallelism"));

    private static final List<String> OF_REGISTRIES = joined(CACHE, List.of("ref", "registry.insecure", "digest"));
    private static final List<String> OF_FOLDERS = joined(CACHE, List.of("src", "dest", "digest", "tag"));
    private static final List<String> OF_GITHUB =
            joined(CACHE, List.of("scope", "url", "url_v2", "token", "repository", "ghtoken", "version"));

    private EntryKeys() {}

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }

    /** None for a type that is not known here, whose keys nobody can judge. */
    static List<String> of(Field field, String type) {
        return field == Field.OUTPUT ? ofOutput(type) : ofCache(type);
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
