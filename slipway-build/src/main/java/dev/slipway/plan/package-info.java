// SPDX-License-Identifier: Apache-2.0
/** From the stages of a Dockerfile to the build graph and the image configuration. Reads no files. */
@NullMarked
package dev.slipway.plan;

import org.jspecify.annotations.NullMarked;
