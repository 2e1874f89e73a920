// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.sys.AtomicFiles;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Blobs as files named by their digest, each with a stamp that is written after it. */
final class FolderBlobs implements Blobs {
    static final String KIND = "blob";

    private final StoreLayout layout;
    private final Session session;
    private final Boots boots;
    private final Uses uses;

    FolderBlobs(StoreLayout layout, Session session, Boots boots, Uses uses) {
        this.layout = layout;
        this.session = session;
        this.boots = boots;
        this.uses = uses;
    }

    @Override
    public Optional<Path> find(Digest digest) {
        Path file = layout.blob(digest);
        Optional<String> size = RecordFile.read(layout.blobStamp(digest), KIND)
                .filter(stamp -> boots.survived(stamp.stamp()))
                .flatMap(stamp -> stamp.value("size"));
        try {
            if (size.isEmpty() || !Long.toString(Files.size(file)).equals(size.get())) {
                return Optional.empty();
            }
            uses.add(layout.blobStamp(digest));
            return Optional.of(file);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<byte[]> read(Digest digest) {
        try {
            Optional<Path> file = find(digest);
            return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(file.get()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    @Override
    public Digest put(byte[] bytes) {
        Digest digest = Digest.of(bytes);
        if (find(digest).isEmpty()) {
            try {
                Path temp = Files.write(session.newPath(), bytes);
                install(temp, digest, bytes.length);
            } catch (IOException e) {
                throw StoreFault.of(layout.root(), "writing blob " + digest, e);
            }
        }
        return digest;
    }

    @Override
    public BlobWriter write(String what) {
        try {
            return new FileBlobWriter(this, layout.root(), session.newPath(), what);
        } catch (IOException e) {
            throw StoreFault.of(layout.root(), "writing " + what, e);
        }
    }

    /** Puts a file in whose bytes are known to have this digest. */
    void install(Path temp, Digest digest, long size) throws IOException {
        RecordFile.Field length = new RecordFile.Field("size", Long.toString(size));
        byte[] stamp = new RecordFile(KIND, boots.now(), List.of(length)).encode();
        try (Lease _ = lock(layout, digest)) {
            AtomicFiles.move(temp, layout.blob(digest));
            AtomicFiles.write(session.newPath(), layout.blobStamp(digest), stamp);
        } catch (InterruptedException e) {
            throw (InterruptedIOException) new InterruptedIOException("stopped").initCause(e);
        }
    }

    /** The lock of those who put the blob in or delete it: its file and its stamp are two. */
    static Lease lock(StoreLayout layout, Digest digest) throws IOException, InterruptedException {
        return FileLocks.of(layout.locks("blobs")).acquire(digest.hex(), false);
    }
}
