// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.HostException;
import dev.slipway.text.Outcome;
import dev.slipway.trust.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** {@code slipway cache keygen}: makes a key that signs cache records, and prints what others need to trust it. */
final class CacheKeygenCommand implements Command {
    static final CommandSpec SPEC = CommandSpec.of(
            "cache keygen",
            "FILE",
            "Make a key that signs cache records, and print its public part",
            List.of(),
            new CommandSpec.Operands(1, 1, "a file for the key"));

    @Override
    public CommandSpec spec() {
        return SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        Argument operand = options.operands().getFirst();
        Path file = Paths.toWrite(operand);
        SigningKey key = SigningKey.generate();
        try {
            write(file, key.pem());
        } catch (FileAlreadyExistsException _) {
            throw operand.error("there is a file of that name already", "a key is never written over");
        } catch (IOException e) {
            throw new HostException("cannot write " + Reasons.of(e), e);
        }
        io.out().println(key.signer());
        return Outcome.OK.code();
    }

    /** Readable by its owner alone from the first moment on. */
    private static void write(Path file, String pem) throws IOException {
        try (SeekableByteChannel out = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer rest = ByteBuffer.wrap(pem.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                out.write(rest);
            }
        }
    }
}
