// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.files.FileChange;
import dev.slipway.files.Listing;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Mount;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The inputs of a step against those that it had in an earlier build. */
public final class Comparison {
    /** The kind of fact that keeps a {@link Listing} under the digest of what it lists. */
    public static final String LISTING = "listing";

    private static final int MOST_FILES = 100;

    private final Earlier earlier;
    private final Map<String, String> now;
    private final Map<String, String> before;

    /** @param earlier the build of which {@code before} is */
    Comparison(Earlier earlier, Map<String, String> now, Map<String, String> before) {
        this.earlier = earlier;
        this.now = now;
        this.before = before;
    }

    /** What is different in the step itself. */
    List<Reason> own(Step step) {
        Set<String> others = inputs(step).keySet();
        List<Reason> reasons = new ArrayList<>();
        for (String name : names()) {
            if (isDifferent(name) && !others.contains(name) && !name.startsWith(NamedInputs.FROM)) {
                reasons.addAll(reasons(name));
            }
        }
        return reasons;
    }

    /** What is different in the files that the step takes from other steps. */
    List<Reason> filesOfSteps(Step step) {
        List<Reason> reasons = new ArrayList<>();
        for (String name : inputs(step).keySet()) {
            if (isFiles(name) && isDifferent(name)) {
                reasons.addAll(reasons(name));
            }
        }
        return reasons;
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(before.keySet());
        return names;
    }

    /** Whether the input of that name is the content of a copy. */
    private static boolean isFiles(String name) {
        return name.equals(NamedInputs.FILES) || name.startsWith(NamedInputs.FILES + " ");
    }

    /** The contents among these inputs that were copied. */
    public static List<Digest> contents(Map<String, String> inputs) {
        List<Digest> contents = new ArrayList<>();
        inputs.forEach((name, value) -> {
            if (isFiles(name)) {
                Digest.parse(value).ifPresent(contents::add);
            }
        });
        return contents;
    }

    private boolean isDifferent(String name) {
        return !Optional.ofNullable(now.get(name)).equals(Optional.ofNullable(before.get(name)));
    }

    private List<Reason> reasons(String name) {
        Optional<String> from = Optional.ofNullable(before.get(name));
        Optional<String> to = Optional.ofNullable(now.get(name));
        if (isFiles(name)) {
            return from.isPresent() && to.isPresent() ? files(from.get(), to.get()) : List.of();
        }
        if (name.equals(NamedInputs.BASE) && from.isPresent() && to.isPresent()) {
            return List.of(base(from.get(), to.get()));
        }
        return List.of(new Reason.Changed(name, from, to));
    }

    private Reason base(String from, String to) {
        int at = from.lastIndexOf('@');
        int toAt = to.lastIndexOf('@');
        boolean isSameName = at > 0 && toAt > 0 && from.substring(0, at).equals(to.substring(0, toAt));
        return isSameName
                ? new Reason.Moved(
                        to.substring(0, toAt),
                        from.substring(at + 1),
                        to.substring(toAt + 1),
                        earlier.subject().pulls())
                : new Reason.Changed(NamedInputs.BASE, Optional.of(from), Optional.of(to));
    }

    private List<Reason> files(String from, String to) {
        Optional<Listing> then = listing(from);
        Optional<Listing> listed = listing(to);
        if (then.isEmpty() || listed.isEmpty()) {
            return List.of(new Reason.Files(0));
        }
        List<FileChange> changes = listed.get().since(then.get());
        List<Reason> reasons = new ArrayList<>();
        for (FileChange change : changes.subList(0, Math.min(MOST_FILES, changes.size()))) {
            reasons.add(new Reason.File(change));
        }
        if (changes.isEmpty()) {
            reasons.add(new Reason.Files(0));
        } else if (changes.size() > MOST_FILES) {
            reasons.add(new Reason.Files(changes.size() - MOST_FILES));
        }
        return reasons;
    }

    private Optional<Listing> listing(String content) {
        return Digest.parse(content).flatMap(earlier.past()::listing).map(Listing::parse);
    }

    /** The steps below this one whose results are different, or are not known by now. */
    List<Step> below(Step step) {
        List<Step> different = new ArrayList<>();
        inputs(step).forEach((name, input) -> {
            if (isDifferent(name)) {
                different.add(input);
            }
        });
        return different;
    }

    // the inputs that are other steps; what is copied from a context is the step's own
    private static Map<String, Step> inputs(Step step) {
        Map<String, Step> inputs = new LinkedHashMap<>();
        if (step.op() instanceof Op.Exec exec) {
            inputs.put(NamedInputs.PARENT, exec.root());
            for (Mount mount : exec.mounts()) {
                mount.from().ifPresent(from -> inputs.put(NamedInputs.FROM + mount.target(), from));
            }
        } else if (step.op() instanceof Op.Files files) {
            inputs.put(NamedInputs.PARENT, files.base());
            int copies = 0;
            for (FileAction action : files.actions()) {
                if (action instanceof FileAction.Copy copy) {
                    String name = NamedInputs.FILES + NamedInputs.numbered("", copies++);
                    if (!(copy.source().op() instanceof Op.Local)) {
                        inputs.put(name, copy.source());
                    }
                }
            }
        }
        return inputs;
    }

    /** The identities of the step that this one stands on, before and now, where both are known and differ. */
    Optional<Reason.Changed> parent() {
        String from = before.get(NamedInputs.PARENT);
        String to = now.get(NamedInputs.PARENT);
        return from == null || to == null || from.equals(to)
                ? Optional.empty()
                : Optional.of(new Reason.Changed(NamedInputs.PARENT, Optional.of(from), Optional.of(to)));
    }
}
