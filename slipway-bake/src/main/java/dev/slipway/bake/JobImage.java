// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

/** What a job runs in. */
public sealed interface JobImage {
    /** Where it is named. */
    PlacedText name();

    /** An image of a registry or of the store. */
    record Reference(PlacedText name) implements JobImage {}

    /** What a target of the bake files gives. */
    record OfTarget(PlacedText name) implements JobImage {}
}
