// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** A privilege that a Dockerfile may use only if the command line allows it. */
public enum Entitlement {
    NETWORK_HOST("network.host"),
    SECURITY_INSECURE("security.insecure");

    private final String word;

    Entitlement(String word) {
        this.word = word;
    }

    /** The word that names it on the command line. */
    public String word() {
        return word;
    }
}
