// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.oci.Descriptor;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A blob on its way here: hashed and counted as it comes, taken up again by {@code Range} where a connection broke,
 * refused at its end unless digest and size are right.
 */
final class BlobStream extends InputStream {
    // so much has to come between two breaks, else they are counted
    private static final long PROGRESS = 1 << 20;

    private final Wire wire;
    private final Call call;
    private final Descriptor blob;
    private final Transfer progress;
    private final Hasher hasher = new Hasher();
    private final byte[] one = new byte[1];
    private @Nullable Answer answer;
    private long at;
    private long lastBreak;
    private int breaks;
    private boolean verified;

    /** Opens it: a failure to do so is thrown here. */
    BlobStream(Wire wire, Call call, Descriptor blob, Transfer progress) {
        this.wire = wire;
        this.call = call;
        this.blob = blob;
        this.progress = progress;
        this.answer = checked(wire.send(call, 200));
    }

    private Answer checked(Answer given) {
        Optional<String> length = given.header("Content-Length").filter(_ -> given.status() == 200);
        if (length.isPresent() && !length.get().equals(Long.toString(blob.size()))) {
            given.abandon();
            throw Failures.wrong(
                    call, "announces " + length.get() + " bytes; the manifest says " + blob.size() + refuse());
        }
        return given;
    }

    private String refuse() {
        return call.endpoint().isMirror()
                ? ". The mirror serves something else: take it out of the configuration"
                : ". The registry's copy is damaged: push the image again";
    }

    @Override
    public int read() throws IOException {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!verified) {
            Answer from = answer;
            if (from == null) {
                throw new IOException("the stream is closed");
            }
            try {
                int count = from.body().read(into, offset, length);
                if (count >= 0) {
                    return took(into, offset, count);
                }
                if (at == blob.size()) {
                    verify();
                    break;
                }
                resume(new IOException("it ended after " + at + " of " + blob.size() + " bytes"));
            } catch (InterruptedIOException e) {
                throw new RegistryException("cannot " + call.act() + ": interrupted", e);
            } catch (IOException e) {
                resume(e);
            }
        }
        return -1;
    }

    private int took(byte[] into, int offset, int count) {
        at += count;
        if (at > blob.size()) {
            throw Failures.wrong(call, "sent more than the " + blob.size() + " bytes of the manifest" + refuse());
        }
        hasher.update(into, offset, count);
        progress.at(at, blob.size());
        return count;
    }

    private void verify() {
        Digest found = hasher.digest();
        if (!found.equals(blob.digest())) {
            throw Failures.wrong(
                    call, "sent bytes of digest " + found + " where " + blob.digest() + " was asked for" + refuse());
        }
        verified = true;
    }

    private void resume(IOException cause) {
        close();
        breaks = at - lastBreak >= PROGRESS ? 1 : breaks + 1;
        lastBreak = at;
        if (breaks >= wire.backoff().attempts()) {
            throw Failures.unreachable(call, cause);
        }
        wire.sleep(call, wire.backoff().pause(breaks, Optional.empty()));
        // a registry may ignore the range and send all, or say that there is no such range: the blob is shorter
        Answer again = at == 0
                ? checked(wire.send(call, 200))
                : wire.send(call.with("Range", "bytes=" + at + "-"), 200, 206, 416);
        if (again.status() == 416) {
            again.close();
            throw Failures.wrong(
                    call, "holds only " + at + " of the " + blob.size() + " bytes of the manifest" + refuse());
        }
        answer = again;
        if (again.status() == 206 && !startsHere(again)) {
            throw Failures.wrong(call, "sent another range than the one asked for, from byte " + at);
        }
        if (again.status() == 200 && at > 0) {
            skipWhatIsThere(again);
        }
    }

    private boolean startsHere(Answer again) {
        return again.header("Content-Range")
                .map(range -> range.startsWith("bytes " + at + "-"))
                .orElse(true);
    }

    private void skipWhatIsThere(Answer again) {
        try {
            again.body().skipNBytes(at);
        } catch (IOException e) {
            resume(e);
        }
    }

    @Override
    public void close() {
        if (answer != null) {
            answer.abandon();
            answer = null;
        }
    }
}
