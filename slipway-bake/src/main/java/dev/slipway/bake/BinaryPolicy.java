// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceSpan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a {@code policy} block promises of binaries, as it is written: what the words mean knows who judges the binaries. */
public record BinaryPolicy(PlacedText name, List<Promise> promises, List<Waiver> waivers) {
    public BinaryPolicy {
        promises = List.copyOf(promises);
        waivers = List.copyOf(waivers);
    }

    /**
     * One promise.
     *
     * @param word {@code glibc}, {@code needed}
     * @param values none of a word that is only true
     */
    public record Promise(String word, List<PlacedText> values) {
        public Promise {
            values = List.copyOf(values);
        }
    }

    /**
     * What is let pass although it breaks the policy. In patterns {@code *} stands for any characters.
     *
     * @param rule which rule, any if it is empty
     * @param file a pattern of files
     * @param symbol a pattern of symbols, libraries or what else a rule is about
     * @param expires the last day on which it counts
     */
    public record Waiver(
            SourceSpan at,
            Optional<PlacedText> rule,
            Optional<String> file,
            Optional<String> symbol,
            String reason,
            LocalDate expires) {}
}
