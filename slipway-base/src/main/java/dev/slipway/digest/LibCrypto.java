// SPDX-License-Identifier: Apache-2.0
package dev.slipway.digest;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * SHA-256 by OpenSSL's libcrypto (SHA256_CTX of openssl/sha.h). It uses the processor's instructions from its first byte,
 * where Java's does only once the optimizing compiler has come to it. Its state is plain memory, ours to keep and to drop.
 */
final class LibCrypto implements LongHash {
    private static final String LIBRARY = "libcrypto.so.3";
    // h[8], Nl, Nh, data[16], num, md_len: all of them 32 bits
    private static final int CONTEXT_INTS = 28;
    private static final int LENGTH_OF_DIGEST = 27;
    private static final int DIGEST_BYTES = 32;

    private final int[] context = new int[CONTEXT_INTS];
    private final MemorySegment state = MemorySegment.ofArray(context);

    private LibCrypto() {
        begin();
    }

    /** One that begins, where the machine has the library. */
    static Optional<LongHash> start() {
        return Functions.UPDATE.isPresent() && Functions.FINAL.isPresent()
                ? Optional.of(new LibCrypto())
                : Optional.empty();
    }

    private void begin() {
        Sha256.begin(context);
        context[LENGTH_OF_DIGEST] = DIGEST_BYTES;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        call(Functions.UPDATE.orElseThrow(), state, MemorySegment.ofArray(bytes).asSlice(offset, length), length);
    }

    @Override
    public byte[] digest() {
        byte[] digest = new byte[DIGEST_BYTES];
        call(Functions.FINAL.orElseThrow(), MemorySegment.ofArray(digest), state, 0);
        begin();
        return digest;
    }

    private static void call(MemorySegment function, MemorySegment first, MemorySegment second, long third) {
        try {
            if ((int) Functions.HANDLE.invokeExact(function, first, second, third) != 1) {
                throw new IllegalStateException(LIBRARY + " failed at SHA-256");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new IllegalStateException(LIBRARY + " could not be called", t);
        }
    }

    /** Looked up when something long is digested for the first time. */
    private static final class Functions {
        static final Optional<MemorySegment> UPDATE;
        static final Optional<MemorySegment> FINAL;
        // One handle for both, as each costs some milliseconds: SHA256_Final has two arguments, and a third is no
        // matter to it on x86-64 and arm64. Critical: the arrays stay where they are, nothing is copied.
        static final MethodHandle HANDLE = Linker.nativeLinker()
                .downcallHandle(
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG),
                        Linker.Option.critical(true));

        static {
            Optional<SymbolLookup> library = library();
            UPDATE = library.flatMap(functions -> functions.find("SHA256_Update"));
            FINAL = library.flatMap(functions -> functions.find("SHA256_Final"));
        }

        private Functions() {}

        private static Optional<SymbolLookup> library() {
            try {
                return Optional.of(SymbolLookup.libraryLookup(LIBRARY, Arena.global()));
            } catch (IllegalArgumentException absent) {
                return Optional.empty();
            }
        }
    }
}
