// SPDX-License-Identifier: Apache-2.0
/** Structured concurrency: scopes, retries, limits. */
@NullMarked
package dev.slipway.task;

import org.jspecify.annotations.NullMarked;
