// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Where a named context is. */
public sealed interface BuildContextSpec {
    /** The name by which the Dockerfile calls it; image names are given in full ({@code docker.io/library/alpine}). */
    String name();

    /** A folder of this machine. */
    record Folder(String name, Path path) implements BuildContextSpec {}

    /** An image of a registry or of the store: {@code docker-image://REF}. */
    record Image(String name, String reference) implements BuildContextSpec {}

    /** An image in an OCI layout: {@code oci-layout://PATH[:TAG][@DIGEST]}. */
    record OciLayout(String name, Path path, Optional<String> tag, Optional<String> digest)
            implements BuildContextSpec {}

    /** A git repository or a file behind a URL. */
    record Remote(String name, String url) implements BuildContextSpec {}

    /** The result of another target of a bake file: {@code target:NAME}. */
    record Target(String name, String target) implements BuildContextSpec {}

    /** A base made of a distribution's packages: {@code apt:SUITE?include=...}; the text behind {@code apt:}. */
    record Apt(String name, String specification) implements BuildContextSpec {}
}
