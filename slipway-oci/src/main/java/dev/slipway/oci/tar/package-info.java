// SPDX-License-Identifier: Apache-2.0
/** Layer tars: reading, writing, compressing, digesting; all streamed. */
@NullMarked
package dev.slipway.oci.tar;

import org.jspecify.annotations.NullMarked;
