// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.CpuFeature;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a processor must have.
 *
 * @param notedLevel the level of x86-64 that the file says it needs ({@code GNU_PROPERTY_X86_ISA_1_NEEDED}); 0 if it says none
 * @param counts how many instructions of its code need which feature
 * @param checksAtRunTime whether anything in it asks the processor what it has
 */
public record Isa(int notedLevel, Map<CpuFeature, Long> counts, boolean checksAtRunTime) {
    /** Fewer are taken for data among the code. */
    private static final long FEW = 3;

    public static final Isa UNKNOWN = new Isa(0, Map.of(), false);

    /** How much is known of the level. */
    public enum Certainty {
        /** The file says so. */
        NOTED,
        /** There are instructions, and nothing that would go around them. */
        LIKELY,
        /** There are instructions, maybe behind a check at run time. */
        MAYBE,
        /** There are none. */
        NONE
    }

    public Isa {
        counts = Map.copyOf(counts);
    }

    /** The level of the highest instructions; 1 if there are none beyond the first processors. */
    public int codeLevel() {
        long[] found = new long[5];
        counts.forEach((feature, count) -> found[feature.level()] += count);
        for (int level = 4; level > 1; level--) {
            if (found[level] >= FEW) {
                return level;
            }
        }
        return 1;
    }

    /** The level that it needs, as far as that is known, and what its code has otherwise. */
    public int level() {
        return Math.max(notedLevel, codeLevel());
    }

    public Certainty certainty() {
        if (notedLevel > 1 && notedLevel >= codeLevel()) {
            return Certainty.NOTED;
        }
        if (codeLevel() == 1) {
            return Certainty.NONE;
        }
        return checksAtRunTime ? Certainty.MAYBE : Certainty.LIKELY;
    }

    /** What of a level there is, and how often. */
    public Map<CpuFeature, Long> ofLevel(int level) {
        Map<CpuFeature, Long> found = new TreeMap<>();
        counts.forEach((feature, count) -> {
            if (feature.level() == level) {
                found.put(feature, count);
            }
        });
        return found;
    }
}
