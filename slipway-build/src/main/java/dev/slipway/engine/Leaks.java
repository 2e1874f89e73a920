// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import dev.slipway.digest.Digest;
import dev.slipway.graph.Mount;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.LayerTree;
import dev.slipway.snapshot.Scratch;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreFault;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.NativeThreads;
import dev.slipway.text.BuildException;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Redacted;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sees to it that secrets in layers do not stay unseen: when a step has run, and when its layer comes from the cache. */
final class Leaks {
    /** The name of the build check, by which it can be switched off. */
    private static final String RULE = "SecretInLayer";

    private static final String FACT = "secret-in-layer";

    private final Store store;
    private final Terms.Finder terms;
    private final ProgressSink sink;
    private final Set<String> told = new HashSet<>();

    Leaks(Store store, Terms.Finder terms, ProgressSink sink) {
        this.store = store;
        this.terms = terms;
        this.sink = sink;
    }

    /**
     * Looks at what the step has written.
     *
     * @return what is to be remembered of the layer; empty for nothing
     * @throws BuildException if secrets in layers are errors
     */
    String look(Step step, Scratch scratch, Map<String, Redacted> secrets) throws InterruptedException {
        if (secrets.isEmpty()) {
            return "";
        }
        LeakPolicy policy = terms.of(step).leaks();
        if (policy == LeakPolicy.IGNORE) {
            return "";
        }
        String places = search(step, scratch, secrets);
        if (!places.isEmpty() && policy == LeakPolicy.FAIL) {
            throw new BuildException(message(places), step.label().at());
        }
        return places;
    }

    private String search(Step step, Scratch scratch, Map<String, Redacted> secrets) throws InterruptedException {
        try {
            return NativeThreads.call(() -> LeakSearch.in(new LayerTree(Kernel.linux(), scratch.upper()), secrets));
        } catch (IOException e) {
            throw StoreFault.of(store.root(), "looking for secrets in the layer of " + step.name(), e);
        }
    }

    /** Warns of the new layer, and remembers it for those who take it from the cache. */
    void remember(Step step, LayerId layer, String places) {
        if (!places.isEmpty()) {
            store.putFact(FACT, Digest.of(layer.text()), places);
            warn(step, places);
        }
    }

    /** Whether the cached result may be used; warns when a secret is in it. */
    boolean allows(Step step, StepResult result) {
        if (!hasSecret(step) || result.chain().isEmpty()) {
            return true;
        }
        LeakPolicy policy = terms.of(step).leaks();
        if (policy == LeakPolicy.IGNORE) {
            return true;
        }
        Optional<String> places =
                store.fact(FACT, Digest.of(result.chain().layers().getLast().text()));
        if (places.isPresent() && policy == LeakPolicy.WARN) {
            warn(step, places.get());
        }
        return places.isEmpty() || policy == LeakPolicy.WARN;
    }

    private static boolean hasSecret(Step step) {
        if (step.op() instanceof Op.Exec exec) {
            for (Mount mount : exec.mounts()) {
                if (mount instanceof Mount.Secret) {
                    return true;
                }
            }
        }
        return false;
    }

    private void warn(Step step, String places) {
        synchronized (told) {
            if (!told.add(step.digest().hex())) {
                return;
            }
        }
        step.label()
                .at()
                .ifPresent(at -> sink.accept(new ProgressEvent.Warning(Diagnostic.warning(RULE, message(places), at))));
    }

    private static String message(String places) {
        return "the layer of this step has " + places
                + ": whoever gets the layer has the secret; use it from its mount,"
                + " remove the file in the same step, or mount a tmpfs where it is written";
    }
}
