// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A build that must fail: a context, a command line, and the exit status that is expected. The words {@code CONTEXT} and
 * {@code BESIDE} in arguments stand for the context's folder and for one that it is not part of.
 */
record BadInput(String name, int status, List<String> args, String stdin, List<Part> parts) {
    /** Something that is put into the context. */
    interface Part {
        void make(Path context) throws IOException;
    }

    static BadInput bad(String name, int status, Part... parts) {
        return new BadInput(name, status, List.of("CONTEXT"), "", List.of(parts));
    }

    BadInput with(String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(args);
        return new BadInput(name, status, all, stdin, parts);
    }

    /** The same without the context on the command line. */
    BadInput alone(String... words) {
        return new BadInput(name, status, List.of(words), stdin, parts);
    }

    BadInput reading(byte[] bytes) {
        return new BadInput(name, status, args, new String(bytes, StandardCharsets.ISO_8859_1), parts);
    }

    InputStream input() {
        return new ByteArrayInputStream(stdin.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Part dockerfile(String... lines) {
        return file("Dockerfile", String.join("\n", lines) + "\n");
    }

    static Part file(String name, String text) {
        return context -> {
            Path file = context.resolve(name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, text);
        };
    }

    static Part bytes(String name, byte[] bytes) {
        return context -> Files.write(context.resolve(name), bytes);
    }

    static Part folder(String name) {
        return context -> Files.createDirectories(context.resolve(name));
    }

    static Part link(String name, String target) {
        return context -> Files.createSymbolicLink(context.resolve(name), Path.of(target));
    }

    static Part sparse(String name, long size) {
        return context -> {
            try (RandomAccessFile file =
                    new RandomAccessFile(context.resolve(name).toFile(), "rw")) {
                file.setLength(size);
            }
        };
    }

    /** What a program makes there: what Java has no call for. */
    static Part made(String... command) {
        return context -> {
            try {
                Process process = new ProcessBuilder(command)
                        .directory(context.toFile())
                        .inheritIO()
                        .start();
                if (process.waitFor() != 0) {
                    throw new IOException(String.join(" ", command) + " failed");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
