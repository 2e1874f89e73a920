// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/** How users of a cache mount at the same time get on, also when they are several processes. */
public enum Sharing {
    /** All in the same folder at once. */
    SHARED,
    /** Each in a folder of its own: another one is made when all are busy. */
    PRIVATE,
    /** One after the other in the same folder. */
    LOCKED
}
