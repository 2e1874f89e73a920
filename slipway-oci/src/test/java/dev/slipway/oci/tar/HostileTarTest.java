// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of each malformed tar; {@code -Dslipway.golden=update} writes the file anew. */
final class HostileTarTest {
    private static final Path GOLDEN = Path.of("src/test/resources/hostile-tars.txt");

    @Test
    void eachMalformedTarHasItsMessage() throws IOException {
        StringBuilder all = new StringBuilder();
        cases().forEach((name, tar) ->
                all.append(name).append(": ").append(messageOf(tar)).append('\n'));

        if ("update".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(GOLDEN, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static String messageOf(byte[] tar) {
        int count = 0;
        try (InputStream content =
                        Compression.decompressed(new ByteArrayInputStream(tar), new BombLimit(1 << 20, 1000));
                TarReader reader = new TarReader(content)) {
            for (Optional<TarEntry> next = reader.next(); next.isPresent(); next = reader.next()) {
                count++;
                reader.content().readAllBytes();
            }
            // what follows the tar's end belongs to the blob too
            content.transferTo(OutputStream.nullOutputStream());
            return "no fault, " + count + " entries";
        } catch (MalformedTarException e) {
            return e.getMessage() + " [" + e.offset() + "]";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> cases() throws IOException {
        Map<String, byte[]> cases = new LinkedHashMap<>();
        cases.put("empty", new byte[0]);
        cases.put("only text", "#!/bin/sh\necho this is no tar\n".getBytes(StandardCharsets.UTF_8));
        cases.put("a block of text", "x".repeat(512).getBytes(StandardCharsets.UTF_8));
        cases.put("cut in the header", Arrays.copyOf(plain(), 300));
        cases.put("cut in the content", Arrays.copyOf(plain(), 515));
        cases.put("cut in the padding", Arrays.copyOf(plain(), 600));
        cases.put("no end", Arrays.copyOf(plain(), 1024));
        cases.put("one block of zeros, then more", joined(Arrays.copyOf(plain(), 1536), plain()));
        cases.put("second header damaged", joined(Arrays.copyOf(plain(), 1024), flipped()));
        headers(cases);
        records(cases);
        compressed(cases);
        return cases;
    }

    private static void headers(Map<String, byte[]> cases) {
        cases.put("name empty", header(block -> block.text(TarHeader.Field.NAME, ByteString.EMPTY), "\0"));
        cases.put("size no number", field(TarHeader.Field.SIZE, "not-a-number"));
        cases.put("size of 8 GiB and nothing there", field(TarHeader.Field.SIZE, "77777777777"));
        cases.put("size beyond 64 bits", field(TarHeader.Field.SIZE, "\u00ff\u00fe23456789ab"));
        cases.put(
                "size negative",
                field(
                        TarHeader.Field.SIZE,
                        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
        cases.put(
                "size huge in base 256",
                field(TarHeader.Field.SIZE, "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
        cases.put("mode no number", field(TarHeader.Field.MODE, "rwxr-xr"));
        cases.put("uid negative", field(TarHeader.Field.UID, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
        cases.put("uid beyond 32 bits", field(TarHeader.Field.UID, "\u0080\0\0\1\0\0\0\0"));
        cases.put(
                "time out of range",
                field(TarHeader.Field.MTIME, "\u0080\0\0\0\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));
        cases.put("time no number", field(TarHeader.Field.MTIME, "yesterday"));
        cases.put("unknown type", header(block -> block.flag('Q'), "a"));
        cases.put("type is a control character", header(block -> block.flag('\7'), "a"));
        cases.put("GNU sparse", header(block -> block.flag('S'), "a"));
        cases.put("GNU multi-volume", header(block -> block.flag('M'), "a"));
        cases.put("symlink to nothing", header(block -> block.flag('2'), "a"));
        cases.put("hard link to nothing", header(block -> block.flag('1'), "a"));
        cases.put(
                "device without numbers",
                header(
                        block -> {
                            block.flag('3');
                            block.text(TarHeader.Field.DEVICE_MAJOR, ByteString.of("abc"));
                        },
                        "dev"));
        cases.put("name with control characters", header(block -> block.flag('Q'), "a\33[31m\nb"));
        cases.put(
                "name that is not UTF-8",
                header(
                        block -> {
                            block.flag('Q');
                            block.text(TarHeader.Field.NAME, ByteString.of(new byte[] {'a', (byte) 0xff}));
                        },
                        "a"));
    }

    private static void records(Map<String, byte[]> cases) {
        cases.put("PAX without length", pax("path=a\n"));
        cases.put("PAX length zero", pax("0 path=a\n"));
        cases.put("PAX length too long", pax("99 path=a\n"));
        cases.put("PAX length too short", pax("8 path=abc\n"));
        cases.put("PAX length beyond an int", pax("99999999999999999999 path=a\n"));
        cases.put("PAX length negative", pax("-9 path=a\n"));
        cases.put("PAX without newline", pax("10 path=ab"));
        cases.put("PAX without key", pax("5 =a\n"));
        cases.put("PAX without value sign", pax("6 abc\n"));
        cases.put("PAX name with NUL", pax("11 path=a\0\n"));
        cases.put("PAX size no number", pax("10 size=x\n"));
        cases.put("PAX size negative", pax("11 size=-1\n"));
        cases.put("PAX size beyond 64 bits", pax("29 size=99999999999999999999\n"));
        cases.put("PAX uid no number", pax("9 uid=me\n"));
        cases.put("PAX time no number", pax("13 mtime=1.x\n"));
        cases.put("PAX sparse", pax("22 GNU.sparse.major=1\n"));
        cases.put("extended header of 1 GiB", extension('x', 1L << 30, new byte[10]));
        cases.put("long name of 4 GiB", extension('L', 1L << 32, new byte[10]));
        cases.put("extended header cut", extension('x', 1 << 20, new byte[100]));
        cases.put("extended header and nothing", Arrays.copyOf(pax("11 path=ab\n"), 1024));
        byte[] many = new byte[0];
        for (int i = 0; i < 17; i++) {
            many = joined(many, extension('L', 1, new byte[512]));
        }
        cases.put("seventeen extended headers", many);
    }

    private static void compressed(Map<String, byte[]> cases) throws IOException {
        for (Compression compression : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
            byte[] tar = compress(compression, plain());
            cases.put(compression + " cut", Arrays.copyOf(tar, tar.length - 6));
            cases.put(compression + " with text behind", joined(tar, "more".getBytes(StandardCharsets.UTF_8)));
            byte[] damaged = tar.clone();
            damaged[tar.length / 2] ^= 0x55;
            cases.put(compression + " damaged", damaged);
            cases.put(compression + " bomb", compress(compression, new byte[2 << 20]));
        }
    }

    private static byte[] compress(Compression compression, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = compression.compressing(bytes, Compression.DEFAULT_LEVEL)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] plain() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarWriter tar = new TarWriter(bytes)) {
            byte[] content = "hello\n".getBytes(StandardCharsets.UTF_8);
            tar.put(TarEntry.file("etc/motd", 0644, content.length, Instant.EPOCH), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] flipped() {
        byte[] tar = plain();
        tar[3] ^= 1;
        return tar;
    }

    private interface Change {
        void to(TarHeader header);
    }

    private static byte[] header(Change change, String name) {
        byte[] tar = plain();
        byte[] block = Arrays.copyOf(tar, 512);
        TarHeader header = new TarHeader(block);
        Arrays.fill(block, 0, 100, (byte) 0);
        header.text(TarHeader.Field.NAME, ByteString.of(name));
        change.to(header);
        header.seal();
        return joined(block, Arrays.copyOfRange(tar, 512, tar.length));
    }

    private static byte[] field(TarHeader.Field field, String value) {
        return header(
                block -> block.text(field, ByteString.of(value.getBytes(StandardCharsets.ISO_8859_1))), "etc/motd");
    }

    private static byte[] pax(String records) {
        byte[] bytes = records.getBytes(StandardCharsets.UTF_8);
        return joined(extension('x', bytes.length, Arrays.copyOf(bytes, 512)), plain());
    }

    private static byte[] extension(char flag, long size, byte[] content) {
        byte[] block = new byte[512];
        TarHeader header = new TarHeader(block);
        header.flag(flag);
        header.text(TarHeader.Field.NAME, ByteString.of("././@LongLink"));
        header.octal(TarHeader.Field.SIZE, size);
        header.seal();
        return joined(block, content);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
