// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.explain.Comparison;
import dev.slipway.files.Content;
import dev.slipway.files.CopyException;
import dev.slipway.files.Listing;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Store;
import java.util.List;

/** Keeps lists of what steps copy, each once, so that a later build can say which files have changed. */
final class Listings {
    private final Store store;
    private final Contents contents;
    private final StepKnowledge known;

    Listings(Store store, Contents contents, StepKnowledge known) {
        this.store = store;
        this.contents = contents;
        this.known = known;
    }

    /** Keeps those of a step that is going to be run. */
    void keep(Step step, List<StepResult> inputs) throws InterruptedException {
        if (!(step.op() instanceof Op.Files files)) {
            return;
        }
        List<Digest> digests = known.contents(step);
        int next = 0;
        for (FileAction action : files.actions()) {
            if (action instanceof FileAction.Copy copy && next < digests.size()) {
                keep(copy, digests.get(next), inputs.get(next + 1));
                next++;
            }
        }
    }

    private void keep(FileAction.Copy copy, Digest digest, StepResult source) throws InterruptedException {
        boolean isContext = copy.source().op() instanceof Op.Local;
        // a filesystem whose digest was remembered would have to be read for nothing else
        if ((isContext || known.isRead(digest)) && !store.hasFact(Comparison.LISTING, digest)) {
            Content content =
                    copy.source().op() instanceof Op.Local local ? contents.of(local) : contents.of(source.chain());
            store.putFact(Comparison.LISTING, digest, list(content, copy).text());
        }
    }

    private static Listing list(Content content, FileAction.Copy copy) throws InterruptedException {
        try {
            return content.listing(content.select(copy.paths(), copy.parents()), FilesRunner.excludes(copy.excludes()));
        } catch (CopyException e) {
            throw new IllegalStateException("selected a moment ago", e);
        }
    }
}
