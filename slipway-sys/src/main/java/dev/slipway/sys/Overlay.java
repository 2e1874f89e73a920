// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An overlay to mount: {@code lower} from bottom to top, and where writes go. Without an upper it is read-only and needs
 * two lowers at least.
 */
public record Overlay(List<Path> lower, Optional<Upper> upper) {
    /** Where writes go; {@code work} is an empty folder on the same file system. */
    public record Upper(Path folder, Path work) {}

    public Overlay {
        lower = List.copyOf(lower);
        if (lower.size() < (upper.isPresent() ? 1 : 2)) {
            throw new IllegalArgumentException("too few folders for an overlay: " + lower);
        }
    }
}
