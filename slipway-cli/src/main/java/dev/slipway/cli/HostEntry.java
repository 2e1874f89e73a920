// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/**
 * A further line of a step's {@code /etc/hosts}.
 *
 * @param address an IPv4 or IPv6 address, or {@link #GATEWAY}
 */
public record HostEntry(String host, String address) {
    /** Stands for the address under which a step reaches this machine. */
    public static final String GATEWAY = "host-gateway";

    /** The entry as steps have it: they share this machine's network, so they reach it on the loopback device. */
    String assignment() {
        return host + "=" + (address.equals(GATEWAY) ? "127.0.0.1" : address);
    }
}
