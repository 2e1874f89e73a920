// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Replaces secret values in a stream of bytes by {@code ***}, also where a value comes in several pieces: what may be the
 * beginning of one is held back until it is known. Not for use by several threads.
 */
final class SecretMask {
    private static final byte[] STARS = {'*', '*', '*'};

    /** Takes what may be shown. */
    interface Sink {
        void accept(byte[] bytes, int length);
    }

    private final List<byte[]> secrets = new ArrayList<>();
    private final boolean[] begins = new boolean[256];
    private final Sink sink;
    private byte[] held = new byte[0];

    SecretMask(List<byte[]> values, Sink sink) {
        this.sink = sink;
        for (byte[] value : values) {
            add(withoutLineEnd(value));
        }
        secrets.sort((a, b) -> Integer.compare(b.length, a.length));
    }

    private void add(byte[] secret) {
        if (secret.length > 0 && secrets.stream().noneMatch(known -> Arrays.equals(known, secret))) {
            secrets.add(secret);
            begins[secret[0] & 0xff] = true;
        }
    }

    // a file mostly ends with a line end, which is no secret
    private static byte[] withoutLineEnd(byte[] value) {
        int end = value.length;
        while (end > 0 && (value[end - 1] == '\n' || value[end - 1] == '\r')) {
            end--;
        }
        return Arrays.copyOf(value, end);
    }

    void write(byte[] bytes, int length) {
        if (secrets.isEmpty()) {
            sink.accept(bytes, length);
            return;
        }
        byte[] all = Arrays.copyOf(held, held.length + length);
        System.arraycopy(bytes, 0, all, held.length, length);
        int rest = scan(all, false);
        held = Arrays.copyOfRange(all, rest, all.length);
    }

    /** The stream has ended: what was held back is shown. */
    void end() {
        scan(held, true);
        held = new byte[0];
    }

    // returns where the part begins that must be held back
    private int scan(byte[] all, boolean last) {
        int shown = 0;
        int at = 0;
        while (at < all.length) {
            if (!begins[all[at] & 0xff]) {
                at++;
                continue;
            }
            if (!last && mayBegin(all, at)) {
                break;
            }
            int matched = matched(all, at);
            if (matched == 0) {
                at++;
                continue;
            }
            show(all, shown, at);
            sink.accept(STARS, STARS.length);
            at += matched;
            shown = at;
        }
        show(all, shown, at);
        return at;
    }

    private void show(byte[] all, int from, int to) {
        if (to > from) {
            byte[] part = from == 0 ? all : Arrays.copyOfRange(all, from, to);
            sink.accept(part, to - from);
        }
    }

    private int matched(byte[] all, int at) {
        for (byte[] secret : secrets) {
            if (at + secret.length <= all.length
                    && Arrays.equals(all, at, at + secret.length, secret, 0, secret.length)) {
                return secret.length;
            }
        }
        return 0;
    }

    // whether all that is there from this place on is a beginning, but not the whole, of a secret
    private boolean mayBegin(byte[] all, int at) {
        int rest = all.length - at;
        for (byte[] secret : secrets) {
            if (rest < secret.length && Arrays.equals(all, at, all.length, secret, 0, rest)) {
                return true;
            }
        }
        return false;
    }
}
