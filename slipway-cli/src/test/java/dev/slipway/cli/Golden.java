// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a text with a file that is reviewed; {@code -Dslipway.golden=update} writes the file instead. */
public final class Golden {
    private Golden() {}

    /** @param name below {@code src/test/resources} */
    public static void check(String name, String actual) {
        checkFile(Path.of("src/test/resources").resolve(name), actual);
    }

    public static void checkFile(Path file, String actual) {
        try {
            if (System.getProperty("slipway.golden", "").equals("update")) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            }
            assertThat(file)
                    .as("golden file; -Dslipway.golden=update writes it")
                    .exists();
            assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
