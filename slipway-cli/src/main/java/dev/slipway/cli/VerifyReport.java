// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.portable.BinaryFacts;
import dev.slipway.portable.Verdict;

/** How the results of {@code slipway verify} are written. */
sealed interface VerifyReport permits VerifyText, VerifyJson, VerifySarif {
    /** A file was looked at. */
    void file(String name, BinaryFacts facts);

    /** All were. */
    void end(int files, Verdict verdict);
}
