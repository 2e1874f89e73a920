// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** What several targets of one invocation all set, though only one can have it: one warning for each place. */
final class Clashes {
    private final String rule;
    private final Field field;
    private final BiFunction<String, String, String> summary;
    private final Map<String, Target> first = new HashMap<>();
    private final List<Clash> all = new ArrayList<>();

    // what is said on the command line is a file of its own each time, all of one name
    private final IdentityHashMap<SourceFile, Map<Integer, Clash>> byPlace = new IdentityHashMap<>();
    private Optional<Clash> placeless = Optional.empty();

    /** @param summary says it, of the names of two targets and of what both have */
    Clashes(String rule, Field field, BiFunction<String, String, String> summary) {
        this.rule = rule;
        this.field = field;
        this.summary = summary;
    }

    /**
     * Notes what a target has.
     *
     * @param key the same for all that is the same
     */
    void add(Target target, String key, String shown) {
        Target before = first.putIfAbsent(key, target);
        if (before == null || before.name().equals(target.name())) {
            return;
        }
        Optional<SourceSpan> here = Optional.ofNullable(target.places().get(field));
        Clash fresh = new Clash(before, target, shown);
        Optional<Clash> known = here.isEmpty() ? placeless : known(here.get(), fresh);
        if (known.isPresent()) {
            known.get().more++;
            return;
        }
        placeless = here.isEmpty() ? Optional.of(fresh) : placeless;
        all.add(fresh);
    }

    private Optional<Clash> known(SourceSpan here, Clash fresh) {
        return Optional.ofNullable(
                byPlace.computeIfAbsent(here.file(), _ -> new HashMap<>()).putIfAbsent(here.start(), fresh));
    }

    List<Diagnostic> warnings() {
        List<Diagnostic> warnings = new ArrayList<>();
        all.forEach(clash -> warnings.add(warning(clash)));
        return warnings;
    }

    private Diagnostic warning(Clash clash) {
        Optional<SourceSpan> here = Optional.ofNullable(clash.after.places().get(field));
        Optional<SourceSpan> there = Optional.ofNullable(clash.before.places().get(field));
        String others = clash.more == 0 ? "" : " (" + (clash.more + 1) + " such here)";
        String both = clash.before.name() + " and " + clash.after.name();
        Diagnostic warning = new Diagnostic(
                Severity.WARNING,
                Optional.of(rule),
                summary.apply(both, clash.shown) + others,
                Optional.of("give each its own"),
                here,
                List.of());
        return there.isEmpty() || there.equals(here) ? warning : warning.withNote("the other", there.get());
    }

    /** The first two targets of a place that clash, and how often it happens there beside that. */
    private static final class Clash {
        private final Target before;
        private final Target after;
        private final String shown;
        private int more;

        Clash(Target before, Target after, String shown) {
            this.before = before;
            this.after = after;
            this.shown = shown;
        }
    }
}
