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
import java.util.Optional;

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

    /** Keeps those of a step that would be run, as far as they are of the user's folders. */
    void keep(Step step) throws InterruptedException {
        keep(step, List.of());
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
                Digest digest = digests.get(next);
                next++;
                Optional<Content> content = store.hasFact(Comparison.LISTING, digest)
                        ? Optional.empty()
                        : content(copy, digest, inputs, next);
                if (content.isPresent()) {
                    store.putFact(
                            Comparison.LISTING,
                            digest,
                            list(content.get(), copy).text());
                }
            }
        }
    }

    // a filesystem whose digest was remembered would have to be read for nothing else
    private Optional<Content> content(FileAction.Copy copy, Digest digest, List<StepResult> inputs, int input) {
        if (copy.source().op() instanceof Op.Local local) {
            return Optional.of(contents.of(local));
        }
        return known.isRead(digest) && input < inputs.size()
                ? Optional.of(contents.of(inputs.get(input).chain()))
                : Optional.empty();
    }

    private static Listing list(Content content, FileAction.Copy copy) throws InterruptedException {
        try {
            return content.listing(content.select(copy.paths(), copy.parents()), FilesRunner.excludes(copy.excludes()));
        } catch (CopyException e) {
            throw new IllegalStateException("selected a moment ago", e);
        }
    }
}
