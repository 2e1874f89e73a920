// SPDX-License-Identifier: Apache-2.0
/** Patterns that match paths: {@code .dockerignore} files, and the wildcards of COPY and ADD. */
@NullMarked
package dev.slipway.dockerfile.ignore;

import org.jspecify.annotations.NullMarked;
