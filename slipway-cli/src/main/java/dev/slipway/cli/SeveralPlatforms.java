// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.OutputSpec;
import dev.slipway.text.UsageException;
import java.util.List;

/** Refuses outputs that have room for one platform when there are several. */
final class SeveralPlatforms {
    private static final String REMEDY = "give one platform, or use --push, type=registry or type=oci";

    private SeveralPlatforms() {}

    /** @param platforms the values that gave the platforms; none if the environment did */
    static void refuse(List<Argument> platforms, List<OutputSpec> outputs) {
        for (OutputSpec output : outputs) {
            String reason = reason(output);
            if (!reason.isEmpty()) {
                throw platforms.isEmpty()
                        ? new UsageException(reason + "; " + REMEDY)
                        : platforms.getLast().error(reason, REMEDY);
            }
        }
    }

    private static String reason(OutputSpec output) {
        if (output instanceof OutputSpec.Docker docker) {
            return docker.destination().isPresent()
                    ? "an archive for docker load holds one platform"
                    : "the local store keeps one platform of an image, so --load and type=docker take one";
        }
        boolean isKept = output instanceof OutputSpec.Image image
                && !image.push()
                && !image.image().names().isEmpty();
        return isKept ? "the local store keeps one platform of an image" : "";
    }
}
