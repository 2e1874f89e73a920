// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/**
 * What is done with the Dockerfile instead of building it: {@code --call}.
 *
 * @param json whether the answer is JSON rather than a table
 * @param ignoreStatus whether findings leave the exit status at 0
 */
public record Call(Kind kind, boolean json, boolean ignoreStatus) {
    /** The methods that buildx knows. */
    public enum Kind {
        BUILD("build"),
        CHECK("lint"),
        OUTLINE("outline"),
        TARGETS("targets");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** What the frontend calls it. */
        String word() {
            return word;
        }
    }

    static final Call NORMAL = new Call(Kind.BUILD, false, false);
}
