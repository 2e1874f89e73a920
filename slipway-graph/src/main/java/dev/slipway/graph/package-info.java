// SPDX-License-Identifier: Apache-2.0
/** What is to be done, as values: operations on filesystems, and the steps that name them. */
@NullMarked
package dev.slipway.graph;

import org.jspecify.annotations.NullMarked;
