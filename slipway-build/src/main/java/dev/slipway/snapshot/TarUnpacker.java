// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.oci.tar.MalformedTarException;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarReader;
import dev.slipway.sys.Dir;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import dev.slipway.sys.NativeThreads;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** Unpacks layer tars on platform threads, each layer once among all processes. */
final class TarUnpacker implements LayerUnpacker {
    private static final long MAX_ENTRIES = 5_000_000;

    private final StoreLayout layout;
    private final Session session;
    private final FolderLayers layers;
    private final Kernel kernel;

    TarUnpacker(StoreLayout layout, Session session, FolderLayers layers, Kernel kernel) {
        this.layout = layout;
        this.session = session;
        this.layers = layers;
        this.kernel = kernel;
    }

    @Override
    public LayerId unpack(Digest diffId, InputStream tar, String what) throws IOException, InterruptedException {
        LayerId id = LayerId.ofDiff(diffId);
        if (layers.exists(id)) {
            return id;
        }
        try (Lease _ = layers.lock(id)) {
            if (!layers.exists(id) && !layers.show(id)) {
                NativeThreads.call(() -> {
                    make(id, diffId, tar, what);
                    return id;
                });
            }
            return id;
        }
    }

    @Override
    public LayerId unpack(Naming naming, InputStream tar, String what) throws IOException, InterruptedException {
        return NativeThreads.call(() -> prepared(tar, what, (found, prepared, traits) -> {
            LayerId id = LayerId.ofDiff(naming.diffId(prepared.resolve("fs")));
            try (Lease _ = layers.lock(id)) {
                if (layers.show(id)) {
                    session.removeTree(prepared);
                } else {
                    layers.commit(prepared, id, traits);
                }
            }
            return id;
        }));
    }

    private void make(LayerId id, Digest diffId, InputStream tar, String what)
            throws IOException, InterruptedException {
        prepared(tar, what, (found, prepared, traits) -> {
            if (!found.equals(diffId)) {
                throw new RegistryException(
                        what + " unpacks to a tar with the digest " + found + ", expected " + diffId, 0);
            }
            layers.commit(prepared, id, traits);
            return id;
        });
    }

    /** What becomes of an unpacked tar that had this digest; throwing drops it. */
    private interface Use {
        LayerId of(Digest found, Path prepared, FolderLayers.Traits traits) throws IOException, InterruptedException;
    }

    private LayerId prepared(InputStream tar, String what, Use use) throws IOException, InterruptedException {
        Path prepared = prepare();
        boolean done = false;
        try (ReadAhead ahead = new ReadAhead(tar).start()) {
            Written written = write(prepared.resolve("fs"), ahead, what);
            LayerId id = use.of(
                    ahead.finish(),
                    prepared,
                    new FolderLayers.Traits(written.whiteouts(), written.devices(), OptionalLong.of(written.size())));
            done = true;
            return id;
        } catch (InterruptedIOException e) {
            throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
        } catch (KernelException | FileSystemException e) {
            throw StoreFault.of(layout.root(), "unpacking " + what, e);
        } catch (MalformedTarException e) {
            throw new RegistryException(what + " is no sound tar: " + e.getMessage(), e);
        } finally {
            if (!done) {
                session.removeTree(prepared);
            }
        }
    }

    private Path prepare() {
        try {
            Path prepared = layers.prepare();
            Files.setAttribute(prepared.resolve("fs"), "unix:mode", 0755);
            return prepared;
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "making a layer", e);
        }
    }

    private record Written(boolean whiteouts, DeviceFiles devices, long size) {}

    private Written write(Path fs, ReadAhead ahead, String what) throws IOException, InterruptedException {
        try (Dir root = kernel.open(fs);
                LayerWriter writer = new LayerWriter(kernel, root)) {
            TarReader reader = new TarReader(ahead);
            long entries = 0;
            long size = 0;
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                entries++;
                size += LayerSize.onDisk(next.get().size());
                put(writer, next.get(), reader, entries, what);
            }
            writer.finish();
            return new Written(writer.hasWhiteouts(), writer.devices(), size);
        }
    }

    private static void put(LayerWriter writer, TarEntry entry, TarReader reader, long count, String what)
            throws IOException {
        try {
            if (count > MAX_ENTRIES) {
                throw new EntryPath.Refused("there are more than " + MAX_ENTRIES + " entries");
            }
            writer.put(entry, reader.content());
        } catch (EntryPath.Refused e) {
            throw new RegistryException(what + ": entry '" + entry.name() + "' is refused: " + e.getMessage(), e);
        }
    }
}
