// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.elf.ElfInput;
import dev.slipway.elf.ElfMaker;
import dev.slipway.elf.MalformedElfException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files with bytes that are others: what is read of them is right or a named fault, and never an exception of another kind. */
class FactFinderFuzzTest {
    private static final byte[] NASTY = {0, 1, 2, 0x7f, (byte) 0x80, (byte) 0xff, (byte) 0xfe, 8, 0x10, 0x40};

    @Test
    void damagedFilesAreReadOrRefusedByName() throws IOException {
        for (byte[] whole : small()) {
            mutate(whole, 2_500);
        }
    }

    @Test
    @Tag("long")
    void damagedProgramsAreReadOrRefusedByName() throws IOException {
        for (String name :
                List.of("/bin/true", "/sbin/ldconfig", "/lib/x86_64-linux-gnu/libc.so.6", "/lib/ld-musl-x86_64.so.1")) {
            if (Files.exists(Path.of(name))) {
                mutate(Files.readAllBytes(Path.of(name)), 300);
            }
        }
    }

    private static List<byte[]> small() {
        List<byte[]> files = new ArrayList<>();
        for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
            files.add(ElfMaker.dynamic(true, order));
            files.add(ElfMaker.dynamic(false, order));
        }
        return files;
    }

    private static void mutate(byte[] whole, int rounds) throws IOException {
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            byte[] file = random.nextInt(10) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            int changes = 1 + random.nextInt(6);
            for (int i = 0; i < changes && file.length > 0; i++) {
                // headers and tables are at both ends
                int reach = Math.min(file.length, random.nextBoolean() ? 1024 : file.length);
                int at = random.nextBoolean() ? random.nextInt(reach) : file.length - 1 - random.nextInt(reach);
                file[at] = random.nextBoolean() ? NASTY[random.nextInt(NASTY.length)] : (byte) random.nextInt(256);
            }
            try {
                assertThat(FactFinder.find(ElfInput.of(file)).architecture()).isNotEmpty();
            } catch (MalformedElfException e) {
                assertThat(e.fault().detail()).isNotEmpty();
            } catch (RuntimeException | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed + " of a file of " + whole.length + " bytes", e);
            }
        }
    }
}
