// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.json.Json;
import dev.slipway.sys.AtomicFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The filter of system calls as the kernel takes it. To compile it takes crun longer than all else it does, and it would do
 * so for every container; but it leaves the result where a hook of the first container can link it to, and takes it back
 * with the later ones. It is kept on disk for the next process of ours.
 */
final class CompiledSeccomp {
    private static final int CHECKSUM = 8;

    private final Path kept;
    private final boolean harvests;
    private Optional<String> base64 = Optional.empty();

    /** @param folder where the result is kept */
    CompiledSeccomp(OciRuntime runtime, Path folder) {
        kept = folder.resolve("seccomp-" + key(runtime).abbreviated() + ".bpf");
        harvests = runtime.kind() == OciRuntime.Kind.CRUN;
        if (harvests) {
            base64 = load();
        }
    }

    // another crun may compile it otherwise
    private static Digest key(OciRuntime runtime) {
        Hasher hasher = new Hasher()
                .put(SeccompProfile.EDITION)
                .put(System.getProperty("os.arch", ""))
                .put(runtime.program().toString());
        try {
            hasher.put(Files.size(runtime.program()))
                    .put(Files.getLastModifiedTime(runtime.program()).toMillis());
        } catch (IOException _) {
            hasher.put(0);
        }
        return hasher.digest();
    }

    /** The filter for crun's annotation, once it is there. */
    synchronized Optional<String> base64() {
        return base64;
    }

    /** A hook that keeps crun's result, while there is none yet. */
    synchronized Optional<Json> hook(Path slotFolder, String id) {
        if (!harvests || base64.isPresent()) {
            return Optional.empty();
        }
        String made = slotFolder.resolve("state/" + id + "/seccomp.bpf").toString();
        String script = "cat >/dev/null; ln -f \"$1\" \"$2\"; exit 0";
        return Optional.of(RuntimeHooks.shell(script, made, result(slotFolder).toString()));
    }

    static Path result(Path slotFolder) {
        return slotFolder.resolve("seccomp.bpf");
    }

    /** Takes what the hook kept, if it is there. */
    synchronized void collect(Path result) {
        if (base64.isPresent() || !harvests) {
            return;
        }
        try {
            byte[] filter = Files.readAllBytes(result);
            if (filter.length == 0 || filter.length % 8 != 0) {
                return;
            }
            base64 = Optional.of(Base64.getEncoder().encodeToString(filter));
            save(filter);
        } catch (IOException _) {
            // compiled again next time
        }
    }

    private void save(byte[] filter) throws IOException {
        byte[] all = ByteBuffer.allocate(CHECKSUM + filter.length)
                .putLong(checksum(filter))
                .put(filter)
                .array();
        AtomicFiles.writeBeside(kept, all);
    }

    private Optional<String> load() {
        try {
            byte[] all = Files.readAllBytes(kept);
            if (all.length <= CHECKSUM) {
                return Optional.empty();
            }
            byte[] filter = Arrays.copyOfRange(all, CHECKSUM, all.length);
            return ByteBuffer.wrap(all).getLong() == checksum(filter)
                    ? Optional.of(Base64.getEncoder().encodeToString(filter))
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    // against a file that was not written whole: it is ours, and nobody else can write it
    private static long checksum(byte[] filter) {
        CRC32 crc = new CRC32();
        crc.update(filter);
        return crc.getValue();
    }
}
