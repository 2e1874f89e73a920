// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The archives that this machine's own apt installs from (sources.list(5), both forms): where an {@code apt:} base comes
 * from that names no mirror.
 */
final class AptSources {
    private record Entry(String uri, List<String> suites) {}

    private final List<Entry> entries;

    private AptSources(List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads the files below {@code /etc/apt}; what is not there or cannot be read counts as empty. */
    static AptSources read(Path folder) {
        List<Entry> entries = new ArrayList<>();
        for (Path file : files(folder)) {
            try {
                String text = Files.readString(file);
                if (file.toString().endsWith(".sources")) {
                    readStanzas(text, entries);
                } else {
                    readLines(text, entries);
                }
            } catch (IOException _) {
                // the next file
            }
        }
        return new AptSources(entries);
    }

    private static List<Path> files(Path folder) {
        List<Path> found = new ArrayList<>(List.of(folder.resolve("sources.list")));
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder.resolve("sources.list.d"))) {
            parts.forEach(found::add);
        } catch (IOException _) {
            // there is none
        }
        found.sort(null);
        return found;
    }

    private static void readLines(String text, List<Entry> entries) {
        for (String line : text.lines().toList()) {
            List<String> words = words(line);
            if (words.size() > 2 && words.getFirst().equals("deb")) {
                int at = 1;
                if (words.get(1).startsWith("[")) {
                    while (at < words.size() && !words.get(at).endsWith("]")) {
                        at++;
                    }
                    at++;
                }
                if (at + 1 < words.size()) {
                    entries.add(new Entry(words.get(at), List.of(words.get(at + 1))));
                }
            }
        }
    }

    private static void readStanzas(String text, List<Entry> entries) {
        List<String> uris = List.of();
        List<String> suites = List.of();
        for (String line : (text + "\n\n").lines().toList()) {
            if (line.startsWith("URIs:")) {
                uris = words(line.substring("URIs:".length()));
            } else if (line.startsWith("Suites:")) {
                suites = words(line.substring("Suites:".length()));
            } else if (line.isBlank()) {
                for (String uri : uris) {
                    entries.add(new Entry(uri, suites));
                }
                uris = List.of();
                suites = List.of();
            }
        }
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : line.replace('\t', ' ').split(" ")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** The archive that has the suite, else the first that a distribution keeps its releases in. */
    Optional<String> mirror(String suite) {
        Optional<String> first = Optional.empty();
        for (Entry entry : entries) {
            boolean web = entry.uri().startsWith("http://") || entry.uri().startsWith("https://");
            String uri = entry.uri().endsWith("/")
                    ? entry.uri().substring(0, entry.uri().length() - 1)
                    : entry.uri();
            if (web && entry.suites().contains(suite)) {
                return Optional.of(uri);
            }
            if (web && first.isEmpty() && (uri.endsWith("/debian") || uri.endsWith("/ubuntu"))) {
                first = Optional.of(uri);
            }
        }
        return first;
    }
}
