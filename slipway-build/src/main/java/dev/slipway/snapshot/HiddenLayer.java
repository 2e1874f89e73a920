// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A layer as one who hides, shows and deletes it sees it. It is hidden by a rename of its record, which without a name that
 * is known makes no layer: one call to the kernel, and whole after a loss of power whether it was kept or not. Who changes
 * something holds the layer's lock.
 */
final class HiddenLayer {
    private static final String PREFIX = "hidden-";

    private final StoreLayout layout;
    private final LayerId layer;

    HiddenLayer(StoreLayout layout, LayerId layer) {
        this.layout = layout;
        this.layer = layer;
    }

    /** The record of a layer that is hidden. */
    Optional<Path> record() throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(layout.layer(layer))) {
            for (Path file : found) {
                if (StoreStock.name(file).startsWith(PREFIX)) {
                    return Optional.of(file);
                }
            }
            return Optional.empty();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return Optional.empty();
        }
    }

    /** The generation in which it was hidden; empty if it was not. */
    Optional<Long> generation() throws IOException {
        return record().flatMap(file -> StoreStock.number(StoreStock.name(file).substring(PREFIX.length())));
    }

    /** Says of it that it does not exist; changes nothing if it is hidden, or not there. */
    void hide(long generation) throws IOException {
        try {
            Path hidden = layout.layer(layer).resolve(PREFIX + generation);
            Files.move(layout.layerMeta(layer), hidden, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException _) {
            // somebody was quicker
        }
    }

    /** Takes that back; changes nothing if it is not hidden. */
    void show() throws IOException {
        Optional<Path> hidden = record();
        if (hidden.isPresent()) {
            Files.move(hidden.get(), layout.layerMeta(layer), StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
