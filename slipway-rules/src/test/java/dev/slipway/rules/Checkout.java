// SPDX-License-Identifier: Apache-2.0
package dev.slipway.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository that the rules look at. */
final class Checkout {
    private Checkout() {}

    /** The repository's top folder; tests run in their module's. */
    static Path top() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("slipway")) ? here : here.resolve("..").normalize();
    }

    /** The folders of the modules, sorted by name. */
    static List<Path> modules() {
        List<Path> modules = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(top(), "slipway-*")) {
            folders.forEach(modules::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return modules.stream().sorted().toList();
    }

    /** The Java files below a folder of every module, such as {@code src/main/java}. */
    static List<Path> javaFiles(String folder) {
        return modules().stream()
                .map(module -> module.resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(Checkout::javaFilesBelow)
                .toList();
    }

    private static Stream<Path> javaFilesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's name as a reader of a failure wants it: from the repository's top. */
    static String name(Path file) {
        return top().relativize(file.toAbsolutePath()).toString();
    }
}
