// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.digest.Hasher;
import dev.slipway.hcl.function.FunctionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The files below the project's folder, and no others: no path leads out, and no link does. */
final class ProjectFiles {
    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_FILES = 100_000;
    private static final int PIECE = 1 << 16;

    private final Path root;
    private final Consumer<Path> reads;

    /** @param reads told of what is looked at */
    ProjectFiles(Path root, Consumer<Path> reads) {
        this.root = root;
        this.reads = reads;
    }

    /** The text of a file. */
    String text(String name) throws FunctionException {
        Path file = inside(name);
        try {
            if (!Files.isRegularFile(file)) {
                throw new FunctionException("\"" + name + "\" is a folder, not a file", 0);
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new FunctionException("\"" + name + "\" has more than " + (MOST_BYTES >> 20) + " MiB", 0);
            }
            return Files.readString(file);
        } catch (CharacterCodingException _) {
            throw new FunctionException("\"" + name + "\" is not UTF-8", 0);
        } catch (IOException e) {
            throw new FunctionException("\"" + name + "\" can't be read: " + e.getMessage(), 0);
        }
    }

    private Path inside(String name) throws FunctionException {
        try {
            Path path = Path.of(name);
            boolean leadsOut = path.isAbsolute();
            for (Path part : path) {
                leadsOut |= part.toString().equals("..");
            }
            Path real = leadsOut ? path : root.resolve(path).toRealPath();
            if (leadsOut || !real.startsWith(root.toRealPath())) {
                throw new FunctionException("\"" + name + "\" leads out of the project's folder", 0)
                        .withHelp("expected a path below the folder that slipway runs in");
            }
            reads.accept(real);
            return real;
        } catch (InvalidPathException _) {
            throw new FunctionException("no file can be named \"" + name + "\"", 0);
        } catch (NoSuchFileException _) {
            throw new FunctionException("there is no \"" + name + "\"", 0)
                    .withHelp("paths start from the folder that slipway runs in");
        } catch (IOException e) {
            throw new FunctionException("\"" + name + "\" can't be read: " + e.getMessage(), 0);
        }
    }

    /** The files below the folder whose path from there matches, sorted. Links are none, and {@code .git} is left out. */
    List<String> matching(String folder, String pattern) throws FunctionException {
        Path start = inside(folder.isEmpty() ? "." : folder);
        String[] wanted = pattern.split("/", -1);
        TreeSet<String> found = new TreeSet<>();
        Walk walk = new Walk(start, wanted, found);
        try {
            Files.walkFileTree(start, walk);
        } catch (IOException e) {
            throw new FunctionException("\"" + folder + "\" can't be read: " + e.getMessage(), 0);
        }
        if (walk.seen > MOST_FILES) {
            throw new FunctionException("\"" + folder + "\" has more than " + MOST_FILES + " files", 0)
                    .withHelp("name a folder further down");
        }
        return new ArrayList<>(found);
    }

    /** One digest of all files that match one of the patterns: of their paths and contents. */
    String digest(List<String> patterns) throws FunctionException {
        TreeSet<String> files = new TreeSet<>();
        for (int i = 0; i < patterns.size(); i++) {
            try {
                files.addAll(matching(patterns.get(i)));
            } catch (FunctionException e) {
                throw e.of(i);
            }
        }
        Hasher all = new Hasher();
        for (String file : files) {
            all.put(file);
            try {
                put(inside(file), all);
            } catch (IOException e) {
                throw new FunctionException("\"" + file + "\" can't be read: " + e.getMessage());
            }
        }
        return all.digest().hex();
    }

    /** The paths of the files that match, from the project's folder; only the folder before the first star is walked. */
    private List<String> matching(String pattern) throws FunctionException {
        int slash = pattern.lastIndexOf('/', firstSpecial(pattern));
        String folder = slash < 0 ? "" : pattern.substring(0, slash);
        List<String> files = matching(folder, pattern.substring(slash + 1));
        if (!folder.isEmpty()) {
            files.replaceAll(file -> folder + "/" + file);
        }
        return files;
    }

    // a piece at a time: a file may have any size
    private static void put(Path file, Hasher into) throws IOException {
        long left = Files.size(file);
        into.put(left);
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                into.update(piece, 0, read);
                left -= read;
            }
        }
        if (left != 0) {
            throw new IOException("it has changed meanwhile");
        }
    }

    private static int firstSpecial(String pattern) {
        int at = 0;
        while (at < pattern.length() && "*?[".indexOf(pattern.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Collects the files that match. */
    private static final class Walk extends SimpleFileVisitor<Path> {
        private final Path start;
        private final String[] wanted;
        private final Set<String> found;
        private int seen;

        Walk(Path start, String[] wanted, Set<String> found) {
            this.start = start;
            this.wanted = wanted;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean isLeftOut = folder.endsWith(".git") && !folder.equals(start);
            return isLeftOut ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = start.relativize(file).toString();
            if (attributes.isRegularFile() && matches(path.split("/", -1))) {
                found.add(path);
            }
            return ++seen > MOST_FILES ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        // ** stands for any number of folders; after a fault the last one takes one more
        private boolean matches(String[] path) {
            int p = 0;
            int n = 0;
            int stars = -1;
            int behind = 0;
            while (n < path.length) {
                if (p < wanted.length && wanted[p].equals("**")) {
                    stars = ++p;
                    behind = n;
                } else if (p < wanted.length && Words.matches(wanted[p], path[n])) {
                    p++;
                    n++;
                } else if (stars >= 0) {
                    p = stars;
                    n = ++behind;
                } else {
                    return false;
                }
            }
            while (p < wanted.length && wanted[p].equals("**")) {
                p++;
            }
            return p == wanted.length;
        }
    }
}
