// SPDX-License-Identifier: Apache-2.0
/**
 * System calls in domain words: mounts, and folders whose names are bytes. The only package that leaves Java; nothing
 * here is loaded before a call is made, because the first one costs tens of milliseconds.
 */
@NullMarked
package dev.slipway.sys;

import org.jspecify.annotations.NullMarked;
