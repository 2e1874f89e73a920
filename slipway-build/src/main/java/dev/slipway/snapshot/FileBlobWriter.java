// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes to a temporary file and hashes on the way. */
final class FileBlobWriter extends BlobWriter {
    private final FolderBlobs blobs;
    private final Path root;
    private final Path temp;
    private final String what;
    private final Hasher hasher = new Hasher();
    private final OutputStream out;
    private long size;
    private boolean closed;

    FileBlobWriter(FolderBlobs blobs, Path root, Path temp, String what) throws IOException {
        this.blobs = blobs;
        this.root = root;
        this.temp = temp;
        this.what = what;
        this.out = Files.newOutputStream(temp, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw StoreFault.of(root, "writing " + what, e);
        }
        hasher.update(bytes, offset, length);
        size += length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public FileChannel reading() {
        try {
            return FileChannel.open(temp, StandardOpenOption.READ);
        } catch (IOException e) {
            throw StoreFault.of(root, "reading " + what, e);
        }
    }

    @Override
    public Digest commit() {
        Digest digest = hasher.digest();
        install(digest);
        return digest;
    }

    @Override
    public void commit(Digest expected, long expectedSize) {
        Digest digest = hasher.digest();
        if (size != expectedSize) {
            close();
            throw new RegistryException(what + " has " + size + " bytes, expected " + expectedSize, 0);
        }
        if (!digest.equals(expected)) {
            close();
            throw new RegistryException(what + " has the digest " + digest + ", expected " + expected, 0);
        }
        install(digest);
    }

    private void install(Digest digest) {
        try {
            out.close();
            if (blobs.find(digest).isEmpty()) {
                blobs.install(temp, digest, size);
            }
        } catch (IOException e) {
            throw StoreFault.of(root, "writing " + what, e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
            Files.deleteIfExists(temp);
        } catch (IOException _) {
            // it goes with the session
        }
    }
}
