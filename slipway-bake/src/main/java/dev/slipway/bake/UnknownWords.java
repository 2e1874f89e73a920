// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Warns of what buildx passes over in silence: names that nothing reads. */
final class UnknownWords {
    static final String ATTRIBUTE = "UnknownAttribute";
    static final String BLOCK = "UnknownBlock";
    static final String KEY = "UnknownKey";

    private static final List<String> OF_LATER_BUILDX = List.of("resources");

    private UnknownWords() {}

    static void in(Collection<Attribute> attributes, Collection<String> known, List<Diagnostic> warnings) {
        for (Attribute attribute : attributes) {
            if (!known.contains(attribute.name())) {
                warnings.add(attribute(attribute.name(), attribute.nameSpan(), known));
            }
        }
    }

    static Diagnostic attribute(String name, SourceSpan where, Collection<String> known) {
        String otherwise = OF_LATER_BUILDX.contains(name)
                ? "later versions of buildx do, Slipway does not yet"
                : "take it away, or correct its name";
        return Diagnostic.warning(ATTRIBUTE, "nothing reads \"" + name + "\" here", where)
                .withHelp(Suggestion.didYouMean(name, known).orElse(otherwise));
    }

    /**
     * @param known the blocks that there are somewhere
     * @param attributes those that may stand where it does
     */
    static Diagnostic block(Block block, Collection<String> known, Collection<String> attributes, String where) {
        String type = block.type();
        String help = attributes.contains(type) && !known.contains(type)
                ? "it is an attribute: write " + type + " = ..."
                : Suggestion.didYouMean(type, known)
                        .orElse(known.contains(type) ? "move it out of this block" : "take it away");
        return Diagnostic.warning(BLOCK, "nothing reads a block \"" + type + "\" " + where, block.header())
                .withHelp(help);
    }

    /** Keys of outputs, caches and attestations. */
    static void in(Target target, BakeConfig config) {
        for (Field field : List.of(Field.OUTPUT, Field.CACHE_TO, Field.CACHE_FROM, Field.ATTEST)) {
            SourceSpan place = target.places().get(field);
            if (place != null) {
                for (Entry entry : target.entries(field)) {
                    in(entry, field, place, config);
                }
            }
        }
    }

    private static void in(Entry entry, Field field, SourceSpan place, BakeConfig config) {
        String type = entry.get("type");
        List<String> types = EntryKeys.types(field);
        if (!types.isEmpty() && !types.contains(type)) {
            config.warn(Diagnostic.warning(
                            KEY, "there are no attestations of type \"" + type + "\"", within(place, type))
                    .withHelp(Suggestion.didYouMean(type, types).orElse("known are " + String.join(", ", types))));
        }
        List<String> known = EntryKeys.of(field, type);
        for (String key :
                known.isEmpty() ? List.<String>of() : entry.attributes().keySet()) {
            boolean isFine = isKnown(key, known)
                    || (EntryKeys.mayHaveMore(field, type)
                            && Suggestion.didYouMean(key, known).isEmpty());
            if (!isFine) {
                config.warn(key(key, field, type, place, known));
            }
        }
    }

    /** Keys of a service of a compose file that are nearly one that there is; the others may be of later versions. */
    static Optional<Diagnostic> nearly(String key, Optional<SourceSpan> where, List<String> known) {
        Optional<String> near =
                known.contains(key) || key.startsWith("x-") ? Optional.empty() : Suggestion.didYouMean(key, known);
        return near.isPresent() && where.isPresent()
                ? Optional.of(attribute(key, where.get(), known))
                : Optional.empty();
    }

    private static boolean isKnown(String key, List<String> known) {
        return known.contains(key) || key.startsWith("annotation") || key.equals("type");
    }

    private static Diagnostic key(String key, Field field, String type, SourceSpan place, List<String> known) {
        String what = switch (field) {
            case OUTPUT -> "an output of type ";
            case ATTEST -> "an attestation of type ";
            default -> "a cache of type ";
        };
        String help = Suggestion.didYouMean(key, known)
                .orElse(
                        key.equals("mode") && field == Field.OUTPUT
                                ? "mode is for caches: cache-to"
                                : "known are " + String.join(", ", known));
        return Diagnostic.warning(KEY, what + type + " has no \"" + key + "\"", within(place, key))
                .withHelp(help);
    }

    // the key itself, if it is written there and not put together
    private static SourceSpan within(SourceSpan place, String key) {
        String text = place.text();
        int at = text.indexOf(key);
        while (at >= 0) {
            char before = at == 0 ? ' ' : text.charAt(at - 1);
            char after = at + key.length() < text.length() ? text.charAt(at + key.length()) : ' ';
            if (!Character.isLetterOrDigit(before) && before != '-' && (after == '=' || after == ' ' || after == '"')) {
                int start = place.start() + bytes(text.substring(0, at));
                return place.file().span(start, start + bytes(key));
            }
            at = text.indexOf(key, at + 1);
        }
        return place;
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }
}
