// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.text.SourceFile;
import java.nio.file.Path;

/**
 * What a build is made from, all on this machine now.
 *
 * @param context the folder of the context
 * @param ignored what of it is left out
 */
record LoadedSource(SourceFile dockerfile, Path context, IgnorePatterns ignored) {}
