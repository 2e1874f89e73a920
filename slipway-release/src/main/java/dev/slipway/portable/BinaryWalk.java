// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the ELF files in files, folders and archives, one after the other; in a folder links are not followed and archives
 * not opened. What is no ELF file is passed over, and so are further names of one file.
 */
public final class BinaryWalk {
    /** Gets what is found. */
    public interface Visitor {
        void binary(String name, ElfInput in) throws IOException;

        /** What could not be looked at. */
        void unreadable(String name, String why);
    }

    private final Visitor visitor;
    private final Set<String> seen = new HashSet<>();

    public BinaryWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Looks at a path that was asked for by name. */
    public void path(Path path, String name) {
        try {
            if (Files.isDirectory(path)) {
                folder(path, name.isEmpty() || name.endsWith("/") ? name : name + "/");
            } else if (!file(path, name)) {
                try (InputStream in = Files.newInputStream(path)) {
                    new ArchiveWalk(visitor).stream(name, in, 0);
                }
            }
        } catch (IOException e) {
            visitor.unreadable(name, message(e));
        }
    }

    static String message(IOException e) {
        String text = e.getMessage();
        return e.getClass().getSimpleName().replace("Exception", "") + (text == null ? "" : ": " + text);
    }

    private void folder(Path folder, String name) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(children::add);
        } catch (IOException | DirectoryIteratorException e) {
            visitor.unreadable(name, e instanceof IOException io ? message(io) : String.valueOf(e.getMessage()));
            return;
        }
        Collections.sort(children);
        for (Path child : children) {
            String childName = name + child.getFileName();
            if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
                folder(child, childName + "/");
            } else if (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)) {
                binary(child, childName);
            }
        }
    }

    /** Looks at a file that may be anything; an archive is not opened. */
    public void binary(Path path, String name) {
        try {
            file(path, name);
        } catch (IOException e) {
            visitor.unreadable(name, message(e));
        }
    }

    // one file under several names is looked at once
    private boolean isNew(Path path) throws IOException {
        Map<String, Object> attributes = Files.readAttributes(path, "unix:nlink,dev,ino");
        return Integer.valueOf(1).equals(attributes.get("nlink"))
                || seen.add(attributes.get("dev") + ":" + attributes.get("ino"));
    }

    private boolean file(Path path, String name) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ElfInput in = ElfInput.of(channel);
            byte[] head = new byte[4];
            boolean isElf = ElfReader.isElf(head, in.read(0, head, head.length));
            if (isElf && isNew(path)) {
                visitor.binary(name, in);
            }
            return isElf;
        }
    }
}
