// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.cache.Harvest;
import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.files.Content;
import dev.slipway.files.CopyException;
import dev.slipway.files.Selected;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.Store;
import dev.slipway.text.BuildException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cache keys of steps. A command is keyed by itself and what it runs on; files are keyed by the content that is copied,
 * wherever it comes from, so that a stage which is rebuilt to the same bytes rebuilds nothing after it.
 */
final class StepKeys {
    private static final String CONTENT_FACT = Harvest.CONTENT;

    private final Store store;
    private final Contents contents;
    private final ContextProgress contexts;
    private final LazyLayers lazy;
    private final Findings findings;
    private final StepKnowledge known;

    StepKeys(StepMemory memory, Contents contents, ContextProgress contexts) {
        this.store = memory.store();
        this.lazy = memory.lazy();
        this.findings = memory.findings();
        this.known = memory.known();
        this.contents = contents;
        this.contexts = contexts;
    }

    /** The key as far as it can be known from these identities. */
    Optional<Digest> quick(Step step, List<Optional<Digest>> inputs) throws InterruptedException {
        if (step.op() instanceof Op.Files files) {
            return quickFiles(step, files, inputs);
        }
        Hasher hasher = new Hasher().put(step.shape());
        for (Optional<Digest> input : inputs) {
            if (input.isEmpty()) {
                return Optional.empty();
            }
            hasher.put(input.get());
        }
        return Optional.of(hasher.digest());
    }

    private Optional<Digest> quickFiles(Step step, Op.Files files, List<Optional<Digest>> inputs)
            throws InterruptedException {
        if (inputs.getFirst().isEmpty()) {
            return Optional.empty();
        }
        Hasher hasher = new Hasher().put(step.shape()).put(inputs.getFirst().get());
        int next = 1;
        List<Digest> found = new ArrayList<>();
        for (FileAction action : files.actions()) {
            if (!(action instanceof FileAction.Copy copy)) {
                continue;
            }
            Optional<Digest> source = inputs.get(next++);
            Optional<Digest> content;
            if (copy.source().op() instanceof Op.Local local) {
                content = Optional.of(ofContext(copy, local, step));
            } else {
                content = source.isEmpty() ? Optional.empty() : remembered(step, copy, source.get());
            }
            if (content.isEmpty()) {
                return Optional.empty();
            }
            hasher.put(content.get());
            found.add(content.get());
        }
        known.contents(step, found);
        return Optional.of(hasher.digest());
    }

    /** The key, now that the inputs are there. */
    Digest exact(Step step, List<StepResult> inputs) throws InterruptedException {
        if (!(step.op() instanceof Op.Files files)) {
            Hasher hasher = new Hasher().put(step.shape());
            inputs.forEach(input -> hasher.put(input.identity()));
            return hasher.digest();
        }
        Hasher hasher = new Hasher().put(step.shape()).put(inputs.getFirst().identity());
        List<Digest> quick = known.contents(step);
        List<Digest> found = new ArrayList<>();
        for (FileAction action : files.actions()) {
            if (action instanceof FileAction.Copy copy) {
                StepResult source = inputs.get(found.size() + 1);
                boolean isRead = copy.source().op() instanceof Op.Local && !quick.isEmpty();
                found.add(isRead ? quick.get(found.size()) : content(copy, source, step));
            }
        }
        found.forEach(hasher::put);
        known.contents(step, found);
        return hasher.digest();
    }

    private Digest content(FileAction.Copy copy, StepResult source, Step step) throws InterruptedException {
        return copy.source().op() instanceof Op.Local local
                ? ofContext(copy, local, step)
                : ofFilesystem(copy, source, step);
    }

    private Digest ofContext(FileAction.Copy copy, Op.Local local, Step step) throws InterruptedException {
        return contexts.watched(copy.source(), () -> digest(contents.of(local), copy, step));
    }

    private Digest ofFilesystem(FileAction.Copy copy, StepResult source, Step step) throws InterruptedException {
        Optional<Digest> before = remembered(step, copy, source.identity());
        if (before.isPresent()) {
            return before.get();
        }
        lazy.bring(step.name(), source.chain());
        Digest digest = digest(contents.of(source.chain()), copy, step);
        known.read(digest);
        Digest key = factKey(copy, source.identity());
        store.putFact(CONTENT_FACT, key, digest.toString());
        findings.content(step, key, digest.toString());
        return digest;
    }

    private Optional<Digest> remembered(Step step, FileAction.Copy copy, Digest source) throws InterruptedException {
        Digest key = factKey(copy, source);
        Optional<String> fact = store.fact(CONTENT_FACT, key);
        if (fact.isEmpty()) {
            fact = lazy.fact(CONTENT_FACT, key);
        }
        Optional<Digest> content = fact.isEmpty() ? Optional.empty() : Digest.parse(fact.get());
        content.ifPresent(digest -> findings.content(step, key, digest.toString()));
        return content;
    }

    private static Digest factKey(FileAction.Copy copy, Digest source) {
        return new Hasher()
                .put(source)
                .put(copy.paths())
                .put(copy.parents())
                .put(copy.excludes())
                .digest();
    }

    private static Digest digest(Content content, FileAction.Copy copy, Step step) throws InterruptedException {
        try {
            List<Selected> selected = content.select(copy.paths(), copy.parents());
            return content.digest(selected, FilesRunner.excludes(copy.excludes()));
        } catch (CopyException e) {
            throw failed(step, e);
        }
    }

    /** With a caret below the path that it is about. */
    static BuildException failed(Step step, CopyException failure) {
        return new BuildException(
                step.name() + ": " + failure.getMessage(), step.label().at().map(at -> Places.of(failure.path(), at)));
    }

    static BuildException failed(Step step, String message) {
        return new BuildException(step.name() + ": " + message, step.label().at());
    }
}
