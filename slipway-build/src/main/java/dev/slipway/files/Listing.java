// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * The files of a selection with what a copy depends on, in short, so that a later selection can be compared with it. It is
 * bounded: where there are too many files, those of the largest folders stand there as one entry each.
 */
public final class Listing {
    private static final int MOST = 4000;

    private final Map<String, Entry> entries;

    /**
     * One file, folder, or all files of a folder.
     *
     * @param kind {@code d} for a folder, {@code *} for all files of one, else something for each type
     * @param owner empty where owners do not count
     * @param content stands for the content, or for the target of a link
     */
    record Entry(char kind, int mode, String owner, String content, String path) {
        String line() {
            return kind + Integer.toOctalString(mode) + " " + owner + " " + content + " " + path;
        }

        static Optional<Entry> parse(String line) {
            String[] parts = line.split(" ", 4);
            if (parts.length < 4 || parts[0].length() < 2) {
                return Optional.empty();
            }
            try {
                int mode = Integer.parseInt(parts[0].substring(1), 8);
                return Optional.of(new Entry(line.charAt(0), mode, parts[1], parts[2], parts[3]));
            } catch (NumberFormatException _) {
                return Optional.empty();
            }
        }

        String shown() {
            return kind == 'd' || kind == '*' ? path + "/" : path;
        }
    }

    private Listing(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /** @param all in any order; what stands there twice counts once */
    static Listing of(List<Entry> all) {
        Map<String, Entry> kept = new TreeMap<>();
        if (all.size() <= MOST) {
            all.forEach(entry -> kept.put(entry.path(), entry));
            return new Listing(kept);
        }
        List<Map.Entry<String, List<Entry>>> bySize =
                new ArrayList<>(byFolder(all).entrySet());
        bySize.sort((a, b) -> a.getValue().size() - b.getValue().size());
        int room = MOST - bySize.size();
        for (Map.Entry<String, List<Entry>> folder : bySize) {
            room -= folder.getValue().size();
            if (room >= 0) {
                folder.getValue().forEach(entry -> kept.put(entry.path(), entry));
            } else {
                kept.put(folder.getKey() + "/*", together(folder.getKey(), folder.getValue()));
            }
        }
        return new Listing(kept);
    }

    // by the folders at the top where even the folders are too many, and as one where those are too
    private static Map<String, List<Entry>> byFolder(List<Entry> all) {
        Map<String, List<Entry>> folders = grouped(all, Listing::above);
        if (folders.size() > MOST) {
            folders = grouped(all, Listing::top);
        }
        return folders.size() > MOST ? grouped(all, _ -> "") : folders;
    }

    private static Map<String, List<Entry>> grouped(List<Entry> all, UnaryOperator<String> folder) {
        Map<String, List<Entry>> folders = new HashMap<>();
        for (Entry entry : all) {
            folders.computeIfAbsent(folder.apply(entry.path()), _ -> new ArrayList<>())
                    .add(entry);
        }
        return folders;
    }

    private static Entry together(String folder, List<Entry> entries) {
        long sum = 0;
        for (Entry entry : entries) {
            sum = sum * 31 + entry.path().hashCode();
            sum = sum * 31 + entry.content().hashCode();
            sum = sum * 31 + entry.owner().hashCode() + entry.mode();
        }
        return new Entry('*', 0, "", Long.toHexString(sum) + "-" + entries.size(), folder);
    }

    private static String above(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    // paths of filesystems begin with a slash
    private static String top(String path) {
        int slash = path.indexOf('/', 1);
        return slash < 0 ? path : path.substring(0, slash);
    }

    /** @param root what the paths begin with */
    static Entry entry(TreeNode node, String owner, String content, String root) {
        char kind = switch (node.stat().type()) {
            case FILE -> 'f';
            case DIRECTORY -> 'd';
            case SYMLINK -> 'l';
            case CHARACTER_DEVICE -> 'c';
            case BLOCK_DEVICE -> 'b';
            case FIFO -> 'p';
            case SOCKET -> 's';
        };
        return new Entry(kind, node.stat().mode(), owner, content, root + RawName.shown(node.path()));
    }

    /** For {@link #parse}. */
    public String text() {
        StringBuilder out = new StringBuilder(entries.size() * 60);
        entries.values().forEach(entry -> out.append(entry.line()).append('\n'));
        return out.toString();
    }

    /** Reads what {@link #text} wrote; lines that are none are left out. */
    public static Listing parse(String text) {
        Map<String, Entry> found = new TreeMap<>();
        text.lines().flatMap(line -> Entry.parse(line).stream()).forEach(entry -> {
            String key = entry.kind() == '*' ? entry.path() + "/*" : entry.path();
            found.put(key, entry);
        });
        return new Listing(found);
    }

    /** What is different since the other one, by the order of paths. What is in a folder that came or went is not told. */
    public List<FileChange> since(Listing before) {
        TreeSet<String> paths = new TreeSet<>(entries.keySet());
        paths.addAll(before.entries.keySet());
        Map<String, FileChange> changes = new LinkedHashMap<>();
        String whole = "\n";
        for (String path : paths) {
            Entry now = entries.get(path);
            Entry then = before.entries.get(path);
            if (path.startsWith(whole)) {
                continue;
            }
            if (now == null && then != null) {
                add(oneSided(then, FileChange.Kind.REMOVED, this), changes);
                whole = then.kind() == 'd' ? path + "/" : whole;
            } else if (then == null && now != null) {
                add(oneSided(now, FileChange.Kind.ADDED, before), changes);
                whole = now.kind() == 'd' ? path + "/" : whole;
            } else if (now != null && then != null) {
                compare(then, now).ifPresent(change -> add(change, changes));
            }
        }
        return List.copyOf(changes.values());
    }

    private static void add(FileChange change, Map<String, FileChange> into) {
        into.put(change.text(), change);
    }

    // a folder whose files stand there together on one side only: more cannot be told of it
    private static FileChange oneSided(Entry entry, FileChange.Kind kind, Listing other) {
        String folder = entry.kind() == '*' ? entry.path() : above(entry.path());
        boolean isInFolder = entry.kind() == '*' || other.entries.containsKey(folder + "/*");
        return isInFolder
                ? FileChange.of("files in " + folder + "/", FileChange.Kind.CHANGED)
                : FileChange.of(entry.shown(), kind);
    }

    private static Optional<FileChange> compare(Entry then, Entry now) {
        if (then.line().equals(now.line())) {
            return Optional.empty();
        }
        if (now.kind() == '*') {
            return Optional.of(FileChange.of("files in " + now.shown(), FileChange.Kind.CHANGED));
        }
        if (then.kind() != now.kind() || !then.content().equals(now.content())) {
            return Optional.of(FileChange.of(now.shown(), FileChange.Kind.CHANGED));
        }
        if (then.mode() != now.mode()) {
            return Optional.of(new FileChange(now.shown(), FileChange.Kind.MODE, octal(then), octal(now)));
        }
        return Optional.of(new FileChange(now.shown(), FileChange.Kind.OWNER, then.owner(), now.owner()));
    }

    private static String octal(Entry entry) {
        return Integer.toOctalString(010000 | entry.mode()).substring(1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Listing that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
        return Collections.unmodifiableMap(entries).hashCode();
    }
}
