// SPDX-License-Identifier: Apache-2.0
package dev.slipway.sys;

/** Whether mounts made below a mount appear in its copies in other namespaces (mount_namespaces(7)). */
public enum Propagation {
    /** Both ways. */
    SHARED,
    /** Not at all. */
    PRIVATE,
    /** From the other to this one only. */
    SLAVE
}
