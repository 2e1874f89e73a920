// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/**
 * What is wrong with a file.
 *
 * @param detail which part says what, with numbers: {@code section 3 (.dynstr): 0x400 bytes at 0x2000}
 */
public record ElfFault(Kind kind, String detail) {
    /** Each by what a reader of it can do. */
    public enum Kind {
        NOT_ELF("no ELF file"),
        TRUNCATED("the file is cut off"),
        BAD_HEADER("a header that says what can't be"),
        OUT_OF_FILE("a part is said to lie outside of the file"),
        BAD_ADDRESS("an address that no segment has in the file"),
        BAD_STRING("a name that does not end"),
        TOO_MANY("more entries than any file has");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    @Override
    public String toString() {
        return kind.meaning() + ": " + detail;
    }
}
