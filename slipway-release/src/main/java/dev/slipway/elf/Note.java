// SPDX-License-Identifier: Apache-2.0
package dev.slipway.elf;

/**
 * A note (gABI, chapter 5).
 *
 * @param owner who defines the type: {@code GNU}, {@code Go}, {@code FDO}
 * @param content its bytes, one in each character
 */
public record Note(String owner, long type, String content) {
    /** An ABI tag says for which kernel glibc's start files were made. */
    public boolean isAbiTag() {
        return owner.equals("GNU") && type == 1;
    }

    public boolean isBuildId() {
        return owner.equals("GNU") && type == 3;
    }

    /** The content in hexadecimal digits. */
    public String hex() {
        StringBuilder hex = new StringBuilder();
        for (int i = 0; i < content.length(); i++) {
            hex.append(Character.forDigit((content.charAt(i) >> 4) & 15, 16));
            hex.append(Character.forDigit(content.charAt(i) & 15, 16));
        }
        return hex.toString();
    }
}
