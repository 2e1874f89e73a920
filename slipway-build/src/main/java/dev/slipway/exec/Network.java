// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

/** Which network a sandboxed process sees. */
public enum Network {
    /** What a step gets that asks for nothing: the network of this machine, for there is no daemon to keep a bridge. */
    DEFAULT,
    /** The network of this machine, asked for by name. */
    HOST,
    /** A network of its own with nothing but the loopback device. */
    NONE
}
