// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.sys.Dir;
import dev.slipway.sys.FileStat;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.sys.OpenFile;
import dev.slipway.task.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/**
 * Makes the files of a list in an empty folder that nobody else knows. Packs are read several at a time, each once. Symbolic
 * links come last, so that while files are written nothing leads anywhere.
 */
public final class MountFiller {
    private static final int AT_ONCE = 3;
    private static final byte[] NO_BYTES = {};

    private final Kernel kernel;
    private final Path folder;
    private final MountList list;
    private final Map<Digest, List<Place>> places = new HashMap<>();

    /** Where a chunk belongs. */
    private record Place(MountEntry.Regular file, long offset) {}

    /** What is read of a pack. */
    private record Part(Pack pack, Set<Digest> wanted) {}

    /** Where packs come from. */
    @FunctionalInterface
    public interface Packs {
        InputStream open(Pack pack) throws IOException;
    }

    public MountFiller(Kernel kernel, Path folder, MountList list) {
        this.kernel = kernel;
        this.folder = folder;
        this.list = list;
    }

    /**
     * Fills the folder.
     *
     * @return what to remember of the files
     * @throws MalformedListException if the list does not say where all content is
     * @throws IOException if a pack cannot be had; the folder is of no use then
     */
    public SeenFiles fill(Packs packs) throws IOException, InterruptedException {
        List<Callable<Boolean>> work = new ArrayList<>();
        Semaphore width = new Semaphore(AT_ONCE);
        for (Part part : parts()) {
            work.add(() -> {
                width.acquire();
                try {
                    return NativeThreads.call(() -> unpack(part, packs));
                } finally {
                    width.release();
                }
            });
        }
        NativeThreads.call(this::prepare);
        List<Boolean> done = Scope.all(work, IOException.class);
        assert done.size() == work.size();
        return NativeThreads.call(this::complete);
    }

    private List<Part> parts() throws MalformedListException {
        Map<Digest, Integer> sizes = new HashMap<>();
        for (MountEntry entry : list.entries().values()) {
            if (entry instanceof MountEntry.Regular file) {
                for (int i = 0; i < file.chunks().size(); i++) {
                    Digest chunk = file.chunks().get(i);
                    places.computeIfAbsent(chunk, _ -> new ArrayList<>(1))
                            .add(new Place(file, (long) i * MountEntry.CHUNK_BYTES));
                    Integer other = sizes.put(chunk, file.chunkBytes(i));
                    if (other != null && other != file.chunkBytes(i)) {
                        throw new MalformedListException("one content has two sizes: " + chunk);
                    }
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        for (Pack pack : list.packs()) {
            Set<Digest> wanted = new HashSet<>();
            for (Pack.Chunk chunk : pack.chunks()) {
                if (sizes.remove(chunk.digest(), chunk.sizeBytes())) {
                    wanted.add(chunk.digest());
                }
            }
            if (!wanted.isEmpty()) {
                parts.add(new Part(pack, wanted));
            }
        }
        if (!sizes.isEmpty()) {
            throw new MalformedListException(
                    "no pack has " + sizes.keySet().iterator().next());
        }
        return parts;
    }

    private boolean prepare() throws KernelException {
        try (Dir top = kernel.open(folder)) {
            for (MountEntry entry : list.entries().values()) {
                if (entry.path().isRoot() || entry instanceof MountEntry.Link) {
                    continue;
                }
                try (Dir parent = top.openBeneath(entry.path().parent().bytes())) {
                    if (entry instanceof MountEntry.Folder) {
                        parent.makeDir(entry.path().name(), 0700);
                    } else {
                        parent.create(entry.path().name(), 0600).close();
                    }
                }
            }
        }
        return true;
    }

    private boolean unpack(Part part, Packs packs) throws IOException {
        try (Dir top = kernel.open(folder);
                InputStream in = packs.open(part.pack())) {
            PackReader.read(part.pack(), in, part.wanted(), (chunk, bytes, length) -> {
                for (Place place : places.getOrDefault(chunk, List.of())) {
                    write(top, place, ByteBuffer.wrap(bytes, 0, length));
                }
            });
        }
        return true;
    }

    private static void write(Dir top, Place place, ByteBuffer bytes) throws KernelException {
        TreePath path = place.file().path();
        try (Dir parent = top.openBeneath(path.parent().bytes());
                OpenFile file = parent.openToWrite(path.name())) {
            file.seek(place.offset());
            file.write(bytes);
        }
    }

    /** Links, and what files have besides their content: folders after all that is in them. */
    private SeenFiles complete() throws KernelException {
        SeenFiles seen = new SeenFiles();
        try (Dir top = kernel.open(folder)) {
            for (MountEntry entry : list.entries().descendingMap().values()) {
                if (entry.path().isRoot()) {
                    dress(top, entry.meta());
                } else {
                    try (Dir parent = top.openBeneath(entry.path().parent().bytes())) {
                        complete(parent, entry, seen);
                    }
                }
            }
        }
        return seen;
    }

    private static void complete(Dir parent, MountEntry entry, SeenFiles seen) throws KernelException {
        byte[] name = entry.path().name();
        MountEntry.Meta meta = entry.meta();
        switch (entry) {
            case MountEntry.Folder _ -> {
                try (Dir own = parent.open(name)) {
                    dress(own, meta);
                }
            }
            case MountEntry.Regular file -> {
                for (Map.Entry<String, String> attribute : meta.attributes().entrySet()) {
                    parent.setXattr(name, bytes(attribute.getKey()), bytes(attribute.getValue()));
                }
                parent.setOwner(name, meta.uid(), meta.gid());
                parent.setMode(name, meta.mode());
                parent.setTime(name, meta.mtime());
                FileStat stat = parent.stat(name).orElseThrow();
                seen.put(file, stat);
            }
            case MountEntry.Link link -> {
                parent.symlink(bytes(link.target()), name);
                parent.setOwner(name, meta.uid(), meta.gid());
                parent.setTime(name, meta.mtime());
            }
        }
    }

    private static void dress(Dir folder, MountEntry.Meta meta) throws KernelException {
        for (Map.Entry<String, String> attribute : meta.attributes().entrySet()) {
            folder.setXattr(bytes(attribute.getKey()), bytes(attribute.getValue()));
        }
        folder.setOwnMeta(meta.uid(), meta.gid(), meta.mode(), meta.mtime());
    }

    private static byte[] bytes(String text) {
        return text.isEmpty() ? NO_BYTES : text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
