// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import java.util.List;
import java.util.Optional;

/** Comments that describe a stage or an argument: {@code # NAME text}. */
final class Descriptions {
    private Descriptions() {}

    static Optional<String> of(String name, List<Located> comments) {
        for (Located comment : comments) {
            if (comment.text().startsWith(name) && comment.text().startsWith(" ", name.length())) {
                return Optional.of(comment.text().substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }
}
