// SPDX-License-Identifier: Apache-2.0
/** What tests share: a registry that fails on demand, contracts, generators. */
@NullMarked
package dev.slipway.testkit;

import org.jspecify.annotations.NullMarked;
