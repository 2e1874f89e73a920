// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TarWriterTest {
    private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000L);
    private static final List<TarEntry.Type> TYPES = List.of(TarEntry.Type.values());

    @Test
    void plainEntriesNeedOneHeaderEach() throws IOException {
        byte[] tar = write(TarEntry.directory("etc", 0755, TIME), TarEntry.symlink("etc/a", "b", TIME));

        assertThat(tar).hasSize(512 * 2 + 1024);
        assertThat(new String(tar, 257, 8, StandardCharsets.ISO_8859_1)).isEqualTo("ustar\00000");
    }

    @Test
    void nameOfTwoHundredBytesIsSplitIntoThePrefix() throws IOException {
        String name = "d".repeat(120) + "/" + "f".repeat(79);

        byte[] tar = write(TarEntry.file(name, 0644, 0, TIME));

        assertThat(tar).hasSize(512 + 1024);
        assertThat(read(tar).getFirst().name()).isEqualTo(ByteString.of(name));
    }

    @Test
    void nameThatCannotBeSplitGetsOnePaxRecord() throws IOException {
        String name = "x".repeat(150);

        byte[] tar = write(TarEntry.file(name, 0644, 0, TIME));

        assertThat(tar).hasSize(512 * 3 + 1024);
        assertThat((char) tar[156]).isEqualTo('x');
        assertThat(new String(tar, 0, 13, StandardCharsets.ISO_8859_1)).isEqualTo("PaxHeaders.0/");
        assertThat(new String(tar, 512, 160, StandardCharsets.ISO_8859_1)).startsWith("160 path=xxx");
        assertThat(read(tar).getFirst().name()).isEqualTo(ByteString.of(name));
    }

    @Test
    void recordLengthCountsItsOwnDigits() {
        SortedMap<ByteString, ByteString> records = new TreeMap<>();
        records.put(ByteString.of("k"), ByteString.of("v".repeat(92)));
        assertThat(PaxRecords.format(records)).hasSize(98).startsWith("98 k=".getBytes(StandardCharsets.US_ASCII));
        records.put(ByteString.of("k"), ByteString.of("v".repeat(93)));
        assertThat(PaxRecords.format(records)).hasSize(99).startsWith("99 k=".getBytes(StandardCharsets.US_ASCII));
        records.put(ByteString.of("k"), ByteString.of("v".repeat(94)));
        assertThat(PaxRecords.format(records)).hasSize(101).startsWith("101 k=".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void namesNeedNotBeUtf8() throws IOException {
        ByteString name = ByteString.of(new byte[] {'a', (byte) 0xff, (byte) 0xfe});

        byte[] tar = write(TarEntry.plain(name, TarEntry.Type.FIFO, 0600, TIME));

        assertThat(read(tar).getFirst().name()).isEqualTo(name);
        assertThat(name).hasToString("a\\xff\\xfe");
    }

    @Test
    void idsBeyondOctalGoIntoRecords() throws IOException {
        TarEntry entry = TarEntry.file("a", 0644, 0, TIME).withOwner(new TarEntry.Owner(0xffff_fffeL, 2_097_152));

        assertThat(read(write(entry)).getFirst().owner()).isEqualTo(entry.owner());
    }

    @Test
    void timesAreCutToSeconds() throws IOException {
        TarEntry entry = TarEntry.file("a", 0644, 0, TIME.plusNanos(999_999_999));

        assertThat(read(write(entry)).getFirst().modified()).isEqualTo(TIME);
    }

    @Test
    void contentShorterThanItsSizeFails() {
        TarEntry entry = TarEntry.file("etc/motd", 0644, 10, TIME);

        assertThatThrownBy(() -> new TarWriter(new ByteArrayOutputStream()).put(entry, new byte[9]))
                .hasMessage("\"etc/motd\" became shorter while it was read: expected 10 bytes");
        assertThatThrownBy(() -> new TarWriter(new ByteArrayOutputStream()).put(entry, new byte[11]))
                .hasMessage("\"etc/motd\" became longer while it was read: expected 10 bytes");
    }

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<TarEntry> entries = new ArrayList<>();
            for (int i = random.nextInt(6); i >= 0; i--) {
                entries.add(randomEntry(random));
            }
            assertThat(read(write(entries.toArray(TarEntry[]::new))))
                    .as("seed %s", seed)
                    .isEqualTo(entries);
        }
    }

    private static TarEntry randomEntry(Random random) {
        TarEntry.Type type = TYPES.get(random.nextInt(TYPES.size()));
        ByteString name = randomName(random, 1 + random.nextInt(300));
        TarEntry entry =
                TarEntry.plain(name, type, random.nextInt(010000), TIME.minusSeconds(random.nextLong(1L << 34)));
        if (type == TarEntry.Type.FILE) {
            entry = entry.withSize(random.nextInt(2000));
        }
        if (type.isLink()) {
            entry = entry.withLinkName(randomName(random, 1 + random.nextInt(150)));
        }
        if (type.isDevice()) {
            entry = entry.withDevice(new TarEntry.Device(random.nextInt(4096), random.nextInt(1 << 20)));
        }
        SortedMap<ByteString, ByteString> xattrs = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            byte[] value = new byte[random.nextInt(50)];
            random.nextBytes(value);
            xattrs.put(ByteString.of("user." + i), ByteString.of(value));
        }
        long uid = random.nextBoolean() ? random.nextInt(70_000) : random.nextLong(1L << 32);
        return entry.withXattrs(xattrs)
                .withOwner(new TarEntry.Owner(uid, 5, randomName(random, random.nextInt(40)), ByteString.EMPTY));
    }

    private static ByteString randomName(Random random, int length) {
        byte[] name = new byte[length];
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(20);
            name[i] = (byte)
                    (kind == 0 ? '/' : kind == 1 && length > 30 ? 1 + random.nextInt(255) : 'a' + random.nextInt(26));
        }
        return ByteString.of(name);
    }

    private static byte[] write(TarEntry... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarWriter writer = new TarWriter(out)) {
            for (TarEntry entry : entries) {
                writer.put(entry, new byte[(int) entry.size()]);
            }
        }
        return out.toByteArray();
    }

    private static List<TarEntry> read(byte[] tar) throws IOException {
        List<TarEntry> entries = new ArrayList<>();
        try (TarReader reader = new TarReader(new ByteArrayInputStream(tar))) {
            for (Optional<TarEntry> entry = reader.next(); entry.isPresent(); entry = reader.next()) {
                entries.add(entry.get());
                assertThat(reader.content().readAllBytes())
                        .hasSize((int) entry.get().size());
            }
        }
        return entries;
    }
}
