// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.files.ArchiveExtractor;
import dev.slipway.files.Content;
import dev.slipway.files.Copier;
import dev.slipway.files.CopyException;
import dev.slipway.files.CopySettings;
import dev.slipway.files.Selected;
import dev.slipway.graph.FileAction;
import dev.slipway.sys.KernelException;
import java.util.List;

/** What ADD does more than COPY: local archives are unpacked. */
final class Archives {
    private Archives() {}

    static void copyOrExtract(Copier copier, Content content, FileAction.Copy copy, CopySettings settings)
            throws KernelException, CopyException {
        for (Selected one : content.select(copy.paths(), copy.parents())) {
            if (!ArchiveExtractor.extract(content, one, copier, copy.target(), settings)) {
                copier.copy(content, List.of(one), copy.target(), settings);
            }
        }
    }
}
