// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An overlay to mount: {@code lower} from bottom to top, and where writes go. Without an upper it is read-only and needs
 * two lowers at least.
 */
public record Overlay(List<Path> lower, Optional<Upper> upper, Devices devices) {
    /** Where writes go; {@code work} is an empty folder on the same file system. */
    public record Upper(Path folder, Path work) {}

    /** What a device file in it is good for. */
    public enum Devices {
        /** It can be seen, made and copied, but not opened: an image may hold the files of this machine's disks. */
        INERT,
        /** It leads to the device. */
        USABLE
    }

    public Overlay {
        lower = List.copyOf(lower);
        if (lower.size() < (upper.isPresent() ? 1 : 2)) {
            throw new IllegalArgumentException("too few folders for an overlay: " + lower);
        }
    }

    /** With inert devices. */
    public Overlay(List<Path> lower, Optional<Upper> upper) {
        this(lower, upper, Devices.INERT);
    }
}
