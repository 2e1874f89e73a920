// SPDX-License-Identifier: Apache-2.0
package dev.slipway.mounts;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.sys.Dir;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Packs what no pack has: from the files of a mount that nobody writes to, else from packs that are given up. */
public final class MountPacker {
    private final PackWriter out;
    private final Set<Digest> missing;
    private final byte[] buffer = new byte[MountEntry.CHUNK_BYTES];

    public MountPacker(PackWriter out, Set<Digest> missing) {
        this.out = out;
        this.missing = new HashSet<>(missing);
    }

    /** Packs what the files have of it. */
    public void addFiles(Dir mount, MountList files) throws IOException {
        for (MountEntry entry : files.entries().values()) {
            if (missing.isEmpty()) {
                return;
            }
            if (entry instanceof MountEntry.Regular file
                    && file.chunks().stream().anyMatch(missing::contains)) {
                try (Dir folder = mount.openBeneath(file.path().parent().bytes());
                        OpenFile open = folder.openFile(file.path().name())) {
                    add(file, open);
                }
            }
        }
    }

    private void add(MountEntry.Regular file, OpenFile open) throws IOException {
        for (int i = 0; i < file.chunks().size(); i++) {
            Digest chunk = file.chunks().get(i);
            if (missing.contains(chunk)) {
                open.seek((long) i * MountEntry.CHUNK_BYTES);
                int length = read(open, file.chunkBytes(i));
                // else somebody wrote to it after all
                if (new Hasher().update(buffer, 0, length).digest().equals(chunk)) {
                    out.add(chunk, buffer, length);
                    missing.remove(chunk);
                }
            }
        }
    }

    private int read(OpenFile open, int length) throws KernelException {
        int done = 0;
        while (done < length) {
            int count = open.read(buffer, done, length - done);
            if (count < 0) {
                break;
            }
            done += count;
        }
        return done;
    }

    /** Packs what the given packs have of it. */
    public void addPacks(List<Pack> packs, MountFiller.Packs source) throws IOException {
        for (Pack pack : packs) {
            if (pack.chunks().stream().anyMatch(chunk -> missing.contains(chunk.digest()))) {
                try (InputStream in = source.open(pack)) {
                    PackReader.read(pack, in, Set.copyOf(missing), (chunk, bytes, length) -> {
                        if (missing.remove(chunk)) {
                            out.add(chunk, bytes, length);
                        }
                    });
                }
            }
        }
    }

    /** The same entries without the files whose content is nowhere any more. */
    public NavigableMap<TreePath, MountEntry> complete(NavigableMap<TreePath, MountEntry> entries) {
        NavigableMap<TreePath, MountEntry> whole = new TreeMap<>(entries);
        whole.values()
                .removeIf(entry -> entry instanceof MountEntry.Regular file
                        && file.chunks().stream().anyMatch(missing::contains));
        return whole;
    }
}
