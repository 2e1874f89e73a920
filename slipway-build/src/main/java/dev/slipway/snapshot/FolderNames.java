// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists folders of the store. */
final class FolderNames {
    private FolderNames() {}

    /** The names in the folder, sorted; none if it is not there. */
    static List<String> of(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(entry -> names.add(String.valueOf(entry.getFileName())));
        } catch (NoSuchFileException _) {
            return List.of();
        }
        names.sort(null);
        return names;
    }
}
