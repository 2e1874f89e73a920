// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Numbers with dots between them, compared number by number: 2.9 is before 2.28. */
public record Version(List<Integer> numbers) implements Comparable<Version> {
    public Version {
        numbers = List.copyOf(numbers);
    }

    /** The version that the text is; empty when there is more in it than numbers and dots. */
    public static Optional<Version> parse(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            boolean isNumber =
                    !part.isEmpty() && part.length() < 9 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!isNumber) {
                return Optional.empty();
            }
            numbers.add(Integer.parseInt(part));
        }
        return Optional.of(new Version(numbers));
    }

    /** A version that is known to be one. */
    static Version of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    @Override
    public int compareTo(Version other) {
        int most = Math.max(numbers.size(), other.numbers.size());
        for (int i = 0; i < most; i++) {
            int here = i < numbers.size() ? numbers.get(i) : 0;
            int there = i < other.numbers.size() ? other.numbers.get(i) : 0;
            if (here != there) {
                return Integer.compare(here, there);
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
