// SPDX-License-Identifier: Apache-2.0
/** What this machine can and cannot do, as values, each with the command that mends it. */
@NullMarked
package dev.slipway.exec.doctor;

import org.jspecify.annotations.NullMarked;
