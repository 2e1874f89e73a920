// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.files.ArchiveExtractor;
import dev.slipway.files.CopyException;
import dev.slipway.oci.tar.BombLimit;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.HostException;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.UsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A context that comes as a stream: an archive, or a Dockerfile alone.
 *
 * @param limit how much may come out of a compressed archive
 * @param name the name of the Dockerfile, if it is one
 * @param what names the stream in messages
 */
record ContextStream(InputStream in, BombLimit limit, String name, String what) {
    /** Unpacks an archive into an empty folder; what is none is the Dockerfile. */
    Optional<SourceFile> unpack(Path folder) {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 17);
        try {
            if (!looksLikeArchive(buffered)) {
                return Optional.of(SourceFile.of(name, text(buffered)));
            }
            ArchiveExtractor.extractAll(buffered, limit, folder, what);
            return Optional.empty();
        } catch (CopyException e) {
            throw new SourceException(new Diagnostic(
                    Severity.ERROR,
                    Optional.empty(),
                    "the context " + (name.equals("-") ? "on " : "from ") + what + ": " + e.getMessage(),
                    Optional.empty(),
                    Optional.empty(),
                    List.of()));
        } catch (IOException e) {
            throw new HostException("cannot read " + what + ": " + e.getMessage(), e);
        }
    }

    private byte[] text(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(SourceLoader.MAX_DOCKERFILE_BYTES + 1);
        if (bytes.length > SourceLoader.MAX_DOCKERFILE_BYTES) {
            throw new UsageException(what + " is no archive, and larger than a Dockerfile may be (16 MiB)");
        }
        return bytes;
    }

    // as moby's archive detection: a compressor's magic, or "ustar" where a tar has it
    static boolean looksLikeArchive(InputStream stream) throws IOException {
        stream.mark(512);
        byte[] head = stream.readNBytes(512);
        stream.reset();
        if (head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            return true;
        }
        return head.length > 4
                && ((head[0] == 0x1f && (head[1] & 0xff) == 0x8b)
                        || (head[0] == 'B' && head[1] == 'Z' && head[2] == 'h')
                        || ((head[0] & 0xff) == 0xfd && head[1] == '7' && head[2] == 'z')
                        || (head[0] == 0x28 && (head[1] & 0xff) == 0xb5 && (head[2] & 0xff) == 0x2f));
    }
}
