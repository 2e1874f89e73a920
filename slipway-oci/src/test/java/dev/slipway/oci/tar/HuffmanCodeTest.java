// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci.tar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

final class HuffmanCodeTest {
    @Test
    void codesAreCompleteAndTheShortestWhereTheLimitAllows() {
        HuffmanCode code = new HuffmanCode(286, 15);
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            int used = 2 + random.nextInt(285);
            int most = 1 << (1 + random.nextInt(14));
            Arrays.fill(code.counts, 0);
            for (int i = 0; i < used; i++) {
                code.counts[random.nextInt(286)] = 1 + random.nextInt(most);
            }

            code.build();

            isComplete(code, 15);
            int longest = Arrays.stream(code.lengths).max().orElseThrow();
            if (longest < 15) {
                assertThat(code.bits()).isEqualTo(shortest(code.counts));
            }
        }
    }

    @Test
    void countsLikeFibonaccisNumbersKeepToTheLimit() {
        for (int limit : new int[] {7, 15}) {
            for (int symbols = 2; symbols <= Math.min(30, 1 << limit); symbols++) {
                HuffmanCode code = new HuffmanCode(symbols, limit);
                fibonacci(code.counts, Math.min(symbols, 29));

                code.build();

                isComplete(code, limit);
                long least = shortest(code.counts);
                assertThat(code.bits()).isBetween(least, limit == 15 ? least * 101 / 100 : 4 * least);
            }
        }
    }

    @Test
    void evenCountsThatFillTheLimitAreFine() {
        HuffmanCode code = new HuffmanCode(128, 7);
        Arrays.fill(code.counts, 1);
        code.counts[5] = 1000;

        code.build();

        isComplete(code, 7);
    }

    @Test
    void oneSymbolAndNoneGetTwoCodes() {
        HuffmanCode code = new HuffmanCode(30, 15);
        code.build();
        isComplete(code, 15);
        assertThat(Arrays.stream(code.lengths).sum()).isEqualTo(2);

        for (int symbol : new int[] {0, 1, 29}) {
            Arrays.fill(code.counts, 0);
            code.counts[symbol] = 9;
            code.build();
            isComplete(code, 15);
            assertThat(code.lengths[symbol]).isEqualTo(1);
            assertThat(Arrays.stream(code.lengths).sum()).isEqualTo(2);
        }
    }

    @Test
    void blockOfLiteralsWithCodesAtTheLimitIsRead() throws DataFormatException {
        int[] counts = new int[256];
        fibonacci(counts, 20);
        byte[] content = new byte[Arrays.stream(counts).sum()];
        int at = 0;
        for (int symbol = 0; symbol < 256; symbol++) {
            Arrays.fill(content, at, at + counts[symbol], (byte) (symbol * 11));
            at += counts[symbol];
        }
        BitWriter out = new BitWriter();
        DeflateBlock block = new DeflateBlock(out);
        byte[] into = new byte[content.length + 100];
        out.begin(into, 0);
        block.begin();
        for (byte literal : content) {
            block.literal(literal);
        }
        block.write(content, 0, content.length, true);
        out.align();

        Inflater inflater = new Inflater(true);
        inflater.setInput(into, 0, out.position());
        byte[] back = new byte[content.length + 1];
        assertThat(inflater.inflate(back)).isEqualTo(content.length);
        assertThat(inflater.finished()).isTrue();
        inflater.end();
        assertThat(Arrays.copyOf(back, content.length)).isEqualTo(content);
        assertThat(out.position()).isLessThan(content.length / 2);
    }

    private static void fibonacci(int[] counts, int symbols) {
        int before = 0;
        int now = 1;
        for (int symbol = 0; symbol < symbols; symbol++) {
            counts[symbol] = now;
            now += before;
            before = now - before;
        }
    }

    // complete: all strings of bits mean something; and no code begins another
    private static void isComplete(HuffmanCode code, int limit) {
        long room = 0;
        Set<String> prefixes = new HashSet<>();
        for (int symbol = 0; symbol < code.lengths.length; symbol++) {
            int length = code.lengths[symbol];
            assertThat(length).isBetween(0, limit);
            assertThat(length > 0 || code.counts[symbol] == 0).isTrue();
            if (length > 0) {
                room += 1L << (limit - length);
                assertThat(prefixes.add(length + ":" + code.codes[symbol])).isTrue();
            }
        }
        assertThat(room).isEqualTo(1L << limit);
    }

    private static long shortest(int[] counts) {
        PriorityQueue<Long> weights = new PriorityQueue<>();
        for (int count : counts) {
            if (count > 0) {
                weights.add((long) count);
            }
        }
        long bits = 0;
        while (weights.size() > 1) {
            long sum = weights.remove() + weights.remove();
            bits += sum;
            weights.add(sum);
        }
        return bits;
    }
}
