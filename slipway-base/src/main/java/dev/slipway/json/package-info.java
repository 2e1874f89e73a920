// SPDX-License-Identifier: Apache-2.0
/** A small JSON codec with control over every byte, since digests depend on the bytes. */
@NullMarked
package dev.slipway.json;

import org.jspecify.annotations.NullMarked;
