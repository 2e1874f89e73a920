// SPDX-License-Identifier: Apache-2.0
package dev.slipway.files;

import dev.slipway.oci.tar.BombLimit;
import dev.slipway.oci.tar.Compression;
import dev.slipway.oci.tar.MalformedTarException;
import dev.slipway.oci.tar.TarEntry;
import dev.slipway.oci.tar.TarReader;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.KernelException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks local archives for ADD: tars, plain or compressed by gzip, bzip2, xz or zstd. Hostile; stays in the target. */
public final class ArchiveExtractor {
    private static final int BUFFER_BYTES = 1 << 17;
    /** What xz -9 needs; a stream may ask for 4 GiB. */
    private static final int XZ_MEMORY_KIB = 70 << 10;

    private static final byte[] BZIP2 = {'B', 'Z', 'h'};
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

    private ArchiveExtractor() {}

    /**
     * Unpacks the selected file into the target folder.
     *
     * @return false when it is no archive, and nothing was done
     * @throws CopyException if it is an archive that cannot be unpacked
     */
    public static boolean extract(
            Content content, Selected selected, Copier copier, String target, CopySettings settings)
            throws KernelException, CopyException {
        if (!selected.node().isFile() || selected.node().stat().size() == 0) {
            return false;
        }
        String what = selected.node().toString();
        try (TarReader reader = new TarReader(
                decompressed(Files.newInputStream(content.tree().path(selected.node())), BombLimit.LAYER))) {
            Optional<TarEntry> first = firstEntry(reader);
            if (first.isEmpty()) {
                return false;
            }
            try (TarTarget into = copier.tarTarget(target, settings)) {
                for (Optional<TarEntry> entry = first; entry.isPresent(); entry = reader.next()) {
                    into.put(entry.get(), reader.content());
                }
                into.finish();
            }
            return true;
        } catch (KernelException e) {
            throw e;
        } catch (IOException e) {
            throw new CopyException("cannot unpack " + what + ": " + e.getMessage());
        }
    }

    /**
     * Unpacks a stream into an empty folder of ours.
     *
     * @param limit how much may come out of a compressed one
     * @param what names the stream in messages
     * @throws CopyException if it is no archive, or one that cannot be unpacked
     */
    public static void extractAll(InputStream in, BombLimit limit, Path folder, String what)
            throws IOException, CopyException {
        Kernel kernel = Kernel.linux();
        try (TarReader reader = new TarReader(decompressed(in, limit));
                TarTarget into = new TarTarget(kernel.open(folder), CopySettings.PLAIN, new AtomicBoolean())) {
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                into.put(entry.get(), reader.content());
            }
            into.finish();
        } catch (MalformedTarException e) {
            throw new CopyException("cannot unpack " + what + ": " + e.getMessage());
        }
    }

    // what does not begin like a tar is just a file
    private static Optional<TarEntry> firstEntry(TarReader reader) throws IOException {
        try {
            return reader.next();
        } catch (MalformedTarException _) {
            return Optional.empty();
        }
    }

    private static InputStream decompressed(InputStream file, BombLimit limit) throws IOException {
        BufferedInputStream in = new BufferedInputStream(file, BUFFER_BYTES);
        in.mark(16);
        byte[] head = in.readNBytes(6);
        in.reset();
        if (startsWith(head, BZIP2)) {
            return new BufferedInputStream(
                    limit.guard(in, packed -> new BZip2CompressorInputStream(packed, true)), BUFFER_BYTES);
        }
        if (startsWith(head, XZ)) {
            return new BufferedInputStream(limit.guard(in, ArchiveExtractor::xz), BUFFER_BYTES);
        }
        return Compression.decompressed(in, limit);
    }

    private static InputStream xz(InputStream packed) throws IOException {
        return XZCompressorInputStream.builder()
                .setInputStream(packed)
                .setDecompressConcatenated(true)
                .setMemoryLimitKiB(XZ_MEMORY_KIB)
                .get();
    }

    private static boolean startsWith(byte[] head, byte[] magic) {
        return head.length >= magic.length && Arrays.equals(head, 0, magic.length, magic, 0, magic.length);
    }
}
