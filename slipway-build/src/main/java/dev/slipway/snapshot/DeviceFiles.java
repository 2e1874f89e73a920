// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

/** Whether device files may stand in a layer: with none there is nothing that a container must be kept from. */
public enum DeviceFiles {
    NONE,
    MAYBE
}
