// SPDX-License-Identifier: Apache-2.0
package dev.slipway.trust;

/** Whether something that a cache says may be used. */
public enum Verdict {
    ACCEPTED("accepted"),
    /** It is of a scope that this build does not read. */
    NOT_READ("of scopes that this build does not read"),
    /** It has no signature where one is needed. */
    UNSIGNED("unsigned"),
    /** It is signed by a key that is not trusted for its scope. */
    UNTRUSTED_KEY("signed by a key that is not trusted for its scope"),
    /** It was changed after it was signed, or signed for something else. */
    WRONG_SIGNATURE("with a signature that does not hold"),
    /** It is no claim at all. */
    MALFORMED("malformed");

    private final String words;

    Verdict(String words) {
        this.words = words;
    }

    /** For messages, behind "12 records". */
    public String words() {
        return words;
    }

    public boolean isAccepted() {
        return this == ACCEPTED;
    }

    /** Whether it is wrong where every record must be signed: what is of other scopes may well stand beside ours. */
    public boolean isFatalWhereSigned() {
        return this != ACCEPTED && this != NOT_READ;
    }
}
