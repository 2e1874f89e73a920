// SPDX-License-Identifier: Apache-2.0
/** Content digests, as the OCI image specification writes them. */
@NullMarked
package dev.slipway.digest;

import org.jspecify.annotations.NullMarked;
