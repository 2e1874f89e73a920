// SPDX-License-Identifier: Apache-2.0
/** What is kept in the store and what goes: the policy, the plan made from it, and carrying it out. */
@NullMarked
package dev.slipway.gc;

import org.jspecify.annotations.NullMarked;
