// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Warns of what buildx passes over in silence: names that nothing reads. */
final class UnknownWords {
    static final String ATTRIBUTE = "UnknownAttribute";
    static final String BLOCK = "UnknownBlock";
    static final String KEY = "UnknownKey";

    private static final List<String> OF_LATER_BUILDX = List.of("policy", "resources");

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

    static Diagnostic block(Block block, Collection<String> known, String where) {
        return Diagnostic.warning(BLOCK, "nothing reads a block \"" + block.type() + "\" " + where, block.header())
                .withHelp(Suggestion.didYouMean(block.type(), known)
                        .orElse(known.contains(block.type()) ? "move it out of this block" : "take it away"));
    }

    /** Keys of outputs and caches. */
    static void in(Target target, BakeConfig config) {
        for (Field field : List.of(Field.OUTPUT, Field.CACHE_TO, Field.CACHE_FROM)) {
            for (Entry entry : target.entries(field)) {
                List<String> known = EntryKeys.of(field, entry.get("type"));
                for (Map.Entry<String, String> pair : entry.attributes().entrySet()) {
                    String key = pair.getKey();
                    SourceSpan place = target.places().get(field);
                    if (!known.isEmpty() && place != null && !isKnown(key, known)) {
                        config.warn(key(key, field, entry.get("type"), place, known));
                    }
                }
            }
        }
    }

    private static boolean isKnown(String key, List<String> known) {
        return known.contains(key) || key.startsWith("annotation") || key.equals("type");
    }

    private static Diagnostic key(String key, Field field, String type, SourceSpan place, List<String> known) {
        String what = field == Field.OUTPUT ? "an output of type " : "a cache of type ";
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
