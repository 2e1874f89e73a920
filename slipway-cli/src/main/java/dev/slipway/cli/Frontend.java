// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.dockerfile.Located;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UsageException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who reads the Dockerfile. BuildKit runs the image that {@code # syntax=} names; we read all versions of docker's own
 * ourselves, and run no other.
 */
final class Frontend {
    private static final String ARGUMENT = "BUILDKIT_SYNTAX";
    private static final String HELP =
            "Slipway reads Dockerfiles itself, as docker/dockerfile:1 does, and runs no frontend"
                    + " images; if the file is a Dockerfile, name docker/dockerfile:1 or nothing";
    private static final String PINNED =
            "what reads the file is built into Slipway, so a digest cannot be kept to; leave" + " the digest out";
    private static final List<String> NAMES = List.of("docker/dockerfile", "docker/dockerfile-upstream");
    /** Tags beside those that begin with a version 1. */
    private static final List<String> TAGS = List.of("latest", "labs", "master", "master-labs", "experimental");

    private Frontend() {}

    /**
     * Makes sure that we read what the file, or the build argument {@code BUILDKIT_SYNTAX}, asks for.
     *
     * @throws SourceException if it is another frontend, or one by its digest
     * @throws UsageException the same for the argument
     */
    static void require(SourceFile dockerfile, Map<String, String> buildArgs) {
        String argument = buildArgs.getOrDefault(ARGUMENT, "");
        if (!argument.isEmpty()) {
            refusal(argument).ifPresent(help -> {
                throw new UsageException("--build-arg " + ARGUMENT + "=" + argument + ": " + help);
            });
            return;
        }
        Optional<Located> syntax = DockerfileParser.syntax(dockerfile);
        syntax.flatMap(asked -> refusal(asked.text())).ifPresent(help -> {
            Located asked = syntax.orElseThrow();
            throw new SourceException(
                    Diagnostic.error("the frontend " + image(asked.text()) + " cannot be used", help, asked.span()));
        });
    }

    // behind the image there may be options for it
    private static String image(String asked) {
        return asked.strip().split(" ", 2)[0];
    }

    private static Optional<String> refusal(String asked) {
        String image = image(asked);
        int at = image.indexOf('@');
        if (!isOurs(at < 0 ? image : image.substring(0, at))) {
            return Optional.of(HELP);
        }
        return at < 0 ? Optional.empty() : Optional.of(PINNED);
    }

    private static boolean isOurs(String named) {
        try {
            ImageReference reference = ImageReference.parse(named);
            return NAMES.contains(reference.familiarName()) && isServed(reference.version());
        } catch (OciSyntaxException _) {
            return false;
        }
    }

    private static boolean isServed(String tag) {
        return TAGS.contains(tag) || tag.equals("1") || tag.startsWith("1.") || tag.startsWith("1-");
    }
}
