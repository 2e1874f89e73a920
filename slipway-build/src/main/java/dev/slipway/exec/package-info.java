// SPDX-License-Identifier: Apache-2.0
/** Runs one command in a sandbox on a prepared root folder, by an OCI runtime. Knows nothing of builds. */
@NullMarked
package dev.slipway.exec;

import org.jspecify.annotations.NullMarked;
