// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is worth a look in bake files, though they can be read. */
public final class BakeWarnings {
    private static final String SAME_DESTINATION = "SameDestination";

    /** The rules that {@code --strict} makes errors of: something was said, and nobody hears it, or all of it is lost. */
    private static final Set<String> STRICT =
            Set.of(UnknownWords.ATTRIBUTE, UnknownWords.BLOCK, UnknownWords.KEY, SAME_DESTINATION);

    private BakeWarnings() {}

    /** What the files say that nothing reads or uses. */
    public static List<Diagnostic> of(BakeConfig config, Collection<String> asked) {
        List<Diagnostic> all = new ArrayList<>(config.warnings());
        addEmptyAttest(config, all);
        Optional<Diagnostic> unreached = unreached(config, asked);
        if (unreached.isPresent()) {
            all.add(unreached.get());
        }
        if (all.size() > 1) {
            all.sort(BakeWarnings::compare);
        }
        return all;
    }

    // those of a file together, in its order
    private static int compare(Diagnostic a, Diagnostic b) {
        int byFile = file(a).compareTo(file(b));
        return byFile != 0 ? byFile : Integer.compare(start(a), start(b));
    }

    private static String file(Diagnostic diagnostic) {
        return diagnostic.at().isPresent() ? diagnostic.at().get().file().name() : "";
    }

    private static int start(Diagnostic diagnostic) {
        return diagnostic.at().isPresent() ? diagnostic.at().get().start() : 0;
    }

    // an empty list adds nothing to what is inherited, and takes nothing away
    private static void addEmptyAttest(BakeConfig config, List<Diagnostic> all) {
        for (Target target : config.targets().values()) {
            SourceSpan place = target.places().get(Field.ATTEST);
            boolean isEmpty = target.get(Field.ATTEST).orElse(null) instanceof Setting.Entries(var items, var isAlone)
                    && !isAlone
                    && items.isEmpty();
            if (place != null && isEmpty && inheritsAttest(target, config, new HashSet<>())) {
                all.add(
                        Diagnostic.warning(
                                        "EmptyAttest",
                                        "this takes nothing away from the attest that is inherited",
                                        place)
                                .withHelp(
                                        "attest = null does; [\"type=provenance,disabled=true\"] turns one off in buildx as well"));
            }
        }
    }

    private static boolean inheritsAttest(Target target, BakeConfig config, Set<String> seen) {
        for (String name : target.texts(Field.INHERITS)) {
            Target parent = config.targets().get(name);
            if (parent != null
                    && seen.add(name)
                    && (!parent.entries(Field.ATTEST).isEmpty() || inheritsAttest(parent, config, seen))) {
                return true;
            }
        }
        return false;
    }

    /** What is odd only about the targets of one invocation: some with the same tag, or with the same place to write to. */
    public static List<Diagnostic> of(BakePlan plan) {
        Clashes tags = new Clashes(
                "SameTag",
                Field.TAGS,
                (targets, tag) ->
                        "the targets " + targets + " have the same tag " + tag + ": the last one built gets it");
        Clashes destinations = new Clashes(
                SAME_DESTINATION,
                Field.OUTPUT,
                (targets, place) ->
                        "the targets " + targets + " both write to " + place + ": one overwrites the other");
        for (Target target : plan.targets().values()) {
            if (isKept(target)) {
                target.texts(Field.TAGS).forEach(tag -> tags.add(target, tag, tag));
            }
            for (Entry output : target.entries(Field.OUTPUT)) {
                String place = output.get("dest");
                if (!place.isEmpty() && !place.equals("-") && overwrites(output)) {
                    destinations.add(
                            target, Path.of(place).toAbsolutePath().normalize().toString(), place);
                }
            }
        }
        List<Diagnostic> all = tags.warnings();
        all.addAll(destinations.warnings());
        return all;
    }

    /** What {@code --set} says of targets that are not built, and nothing reads. */
    public static List<Diagnostic> ofSets(List<String> sets) {
        return Overrides.unknown(sets);
    }

    // in a folder, files are put beside those of others, and images into a layout: many projects collect their programs
    // so
    private static boolean overwrites(Entry output) {
        String type = output.get("type");
        boolean isArchive = (type.equals("oci") || type.equals("docker"))
                && !output.get("tar").equals("false");
        return isArchive || type.equals("tar");
    }

    private static boolean isKept(Target target) {
        for (Entry output : target.entries(Field.OUTPUT)) {
            if (output.get("type").equals("cacheonly")) {
                return false;
            }
        }
        return true;
    }

    /**
     * The warnings, unless they are errors.
     *
     * @throws SourceException if one is of a rule that may not be broken
     */
    public static List<Diagnostic> checked(List<Diagnostic> warnings, boolean isStrict) {
        List<Diagnostic> all = new ArrayList<>();
        boolean hasErrors = false;
        for (Diagnostic warning : warnings) {
            boolean isError = isStrict && STRICT.contains(warning.rule().orElse(""));
            hasErrors |= isError;
            all.add(
                    isError
                            ? new Diagnostic(
                                    Severity.ERROR,
                                    warning.rule(),
                                    warning.summary(),
                                    warning.help(),
                                    warning.at(),
                                    warning.notes())
                            : warning);
        }
        if (hasErrors) {
            throw new SourceException(all);
        }
        return all;
    }

    /**
     * Targets that no group names, that no other target uses, and that say of themselves nothing that a person would look
     * for in a list: one warning for all of them.
     */
    private static Optional<Diagnostic> unreached(BakeConfig config, Collection<String> asked) {
        if (!config.definesGroups()) {
            return Optional.empty();
        }
        Set<String> reached = reached(config, asked);
        List<String> names = new ArrayList<>();
        Optional<SourceSpan> first = Optional.empty();
        for (Target target : config.targets().values()) {
            Optional<SourceSpan> place = config.place(target.name());
            if (place.isPresent()
                    && !reached.contains(target.name())
                    && target.text(Field.DESCRIPTION).isEmpty()) {
                names.add(target.name());
                first = first.or(() -> place);
            }
        }
        return first.map(where -> unreached(names, where));
    }

    private static Set<String> reached(BakeConfig config, Collection<String> asked) {
        Set<String> reached = new HashSet<>(asked);
        reached.addAll(config.used());
        for (Group group : config.groups().values()) {
            if (group.place().isPresent() || asked.contains(group.name())) {
                reached.addAll(group.members());
            }
        }
        // those that stand for all targets of a matrix
        for (Group group : config.groups().values()) {
            if (group.place().isEmpty() && reached.contains(group.name())) {
                reached.addAll(group.members());
            }
        }
        for (Target target : config.targets().values()) {
            reached.addAll(target.texts(Field.INHERITS));
            reached.addAll(target.gates());
            for (String context : target.pairs(Field.CONTEXTS).values()) {
                if (context.startsWith(Target.LINK)) {
                    reached.add(context.substring(Target.LINK.length()));
                }
            }
        }
        return reached;
    }

    private static Diagnostic unreached(List<String> names, SourceSpan where) {
        boolean isOne = names.size() == 1;
        String shown =
                String.join(", ", names.subList(0, Math.min(names.size(), 5))) + (names.size() > 5 ? ", ..." : "");
        String summary = isOne
                ? "no group reaches the target " + shown
                : "no group reaches " + names.size() + " targets: " + shown;
        return Diagnostic.warning("UnreachedTarget", summary, where)
                .withHelp("name it in a group, or say what it is for by description = ...");
    }
}
