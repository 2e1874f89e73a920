// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

/**
 * A rule that a file breaks.
 *
 * @param rule its name: {@code glibc}, {@code needed}
 * @param policy that has the rule
 * @param file in which it was found
 * @param subject the symbol, library or other thing that it is about
 * @param of the library or object that has the subject, or that wants it; may be empty
 * @param isCertain whether it is broken for sure; if not, it is told and nothing fails
 */
public record Violation(
        String rule, String policy, String file, String subject, String of, Words words, boolean isCertain) {
    /**
     * What is said of it.
     *
     * @param remedy what to do
     */
    public record Words(String message, String remedy) {}

    /** One line: the file, what, and why that is wrong. */
    @Override
    public String toString() {
        return file + ": " + subject + (of.isEmpty() ? "" : " (" + of + ")") + ": " + words.message();
    }
}
