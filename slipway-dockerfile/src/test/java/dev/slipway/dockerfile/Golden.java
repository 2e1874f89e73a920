// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files beside the tests that hold what is expected; {@code -Dslipway.golden=update} writes them anew. */
public final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Golden() {}

    /** What stands in the folder, in order. */
    public static List<Path> list(String folder) {
        try (Stream<Path> entries = Files.list(RESOURCES.resolve(folder))) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void check(Path expected, String actual) {
        try {
            if ("update".equals(System.getProperty("slipway.golden"))) {
                Files.writeString(expected, actual);
            }
            assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of a table: lines with {@code => } in them; others are comments. */
    public static List<String[]> rows(String table) {
        return new String(bytes(RESOURCES.resolve("tables").resolve(table)), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#") && line.contains("=>"))
                .map(line -> new String[] {
                    line.substring(0, line.indexOf("=>")).strip(),
                    line.substring(line.indexOf("=>") + 2).strip()
                })
                .toList();
    }
}
