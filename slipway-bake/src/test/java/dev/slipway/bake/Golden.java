// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files beside the tests that hold what is expected; {@code -Dslipway.golden=update} writes them anew. */
final class Golden {
    private static final Path RESOURCES = Path.of("src/test/resources");

    private Golden() {}

    static List<Path> list(String folder, String... suffixes) throws IOException {
        try (Stream<Path> entries = Files.list(RESOURCES.resolve(folder))) {
            return entries.filter(path -> Stream.of(suffixes).anyMatch(path.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    /** The file of what is expected of another. */
    static Path beside(Path file) {
        String name = file.getFileName().toString();
        boolean isHcl = name.endsWith(".hcl") && !name.endsWith(".slipway.hcl");
        return file.resolveSibling((isHcl ? name.substring(0, name.length() - 4) : name) + ".txt");
    }

    static SourceFile source(Path file) throws IOException {
        return SourceFile.of(file.getFileName().toString(), Files.readAllBytes(file));
    }

    static void check(Path expected, String actual) throws IOException {
        if ("update".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(expected, actual);
        }
        assertThat(actual).as(expected.toString()).isEqualTo(Files.readString(expected));
    }
}
