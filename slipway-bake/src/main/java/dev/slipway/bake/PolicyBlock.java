// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A block that only Slipway reads, of a policy or a job: all that stands in it is known, or an error. */
final class PolicyBlock {
    private final Scope scope;
    private final Body.Content content;

    /** What a block of that kind may hold: its attributes, and its blocks with the number of their labels. */
    record Words(String kind, List<String> attributes, Map<String, Integer> blocks) {}

    PolicyBlock(Block block, Words words, Scope scope) {
        this.scope = scope;
        this.content = block.body().content(words.blocks());
        for (Attribute attribute : content.attributes().values()) {
            if (!words.attributes().contains(attribute.name())) {
                throw unknown(attribute.name(), attribute.nameSpan(), words, false);
            }
        }
        for (Block other : content.others()) {
            throw unknown(other.type(), other.header(), words, true);
        }
    }

    private static SourceException unknown(String name, SourceSpan where, Words words, boolean isBlock) {
        List<String> known = new ArrayList<>(words.attributes());
        known.addAll(words.blocks().keySet().stream().sorted().toList());
        String what = words.kind() + " has no " + (isBlock ? "block" : "attribute") + " \"" + name + "\"";
        String wrongForm = words.blocks().containsKey(name)
                ? "it is a block: write it without \"=\""
                : "it is an attribute: write " + name + " = ...";
        String help = known.contains(name)
                ? wrongForm
                : Suggestion.didYouMean(name, known).orElse("expected " + String.join(", ", known));
        return new SourceException(Diagnostic.error(what, help, where));
    }

    List<Block> blocks(String type) {
        return content.blocks().stream()
                .filter(block -> block.type().equals(type))
                .toList();
    }

    boolean has(String name) {
        return content.attributes().containsKey(name);
    }

    Optional<PlacedText> text(String name) {
        return value(name, Primitive.STRING)
                .map(value -> new PlacedText(value instanceof Value.Text(var text) ? text : "", span(name)));
    }

    boolean flag(String name) {
        return value(name, Primitive.BOOL)
                .filter(value -> value instanceof Value.Bool(var on) && on)
                .isPresent();
    }

    /** The elements, each with its own place where it is written as one. */
    List<PlacedText> texts(String name) {
        Optional<Value> list = value(name, new Type.ListOf(Primitive.STRING));
        if (list.isEmpty()) {
            return List.of();
        }
        List<SourceSpan> places = places(name);
        List<PlacedText> found = new ArrayList<>();
        for (Value item : list.get().elements()) {
            SourceSpan where = found.size() < places.size() ? places.get(found.size()) : span(name);
            if (!(item instanceof Value.Text(var text))) {
                throw SourceException.at(where, "an element is null", "expected a text");
            }
            found.add(new PlacedText(text, where));
        }
        return found;
    }

    private List<SourceSpan> places(String name) {
        return attribute(name).expression().elements().orElse(List.of()).stream()
                .map(element -> element.span())
                .toList();
    }

    /** The texts of an object, by their names. */
    Map<String, String> pairs(String name) {
        Map<String, String> found = new LinkedHashMap<>();
        Optional<Value> pairs = value(name, new Type.MapOf(Primitive.STRING));
        pairs.ifPresent(map -> map.entries().forEach((key, value) -> {
            if (value instanceof Value.Text(var text)) {
                found.put(key, text);
            }
        }));
        return found;
    }

    /** A whole number of at least that. */
    Optional<Integer> number(String name, int least) {
        return text(name).map(found -> {
            try {
                int number = Integer.parseInt(found.text());
                if (number >= least) {
                    return number;
                }
            } catch (NumberFormatException _) {
                // told below
            }
            throw found.fault(
                    "\"" + found.text() + "\" is no number for " + name,
                    "expected a whole number, " + least + " or more");
        });
    }

    Optional<Long> size(String name) {
        return text(name)
                .map(found -> Sizes.parse(found.text())
                        .orElseThrow(() ->
                                found.fault("\"" + found.text() + "\" is no size", "expected \"10GB\" or \"512MB\"")));
    }

    Optional<Duration> duration(String name) {
        return text(name)
                .map(found -> Durations.parse(found.text())
                        .orElseThrow(() -> found.fault(
                                "\"" + found.text() + "\" is no span of time",
                                "expected \"336h\", \"30m\" or \"14d\"")));
    }

    private Attribute attribute(String name) {
        return Objects.requireNonNull(content.attributes().get(name));
    }

    private SourceSpan span(String name) {
        return attribute(name).expression().span();
    }

    private Optional<Value> value(String name, Type type) {
        if (!has(name)) {
            return Optional.empty();
        }
        try {
            Value value = Conversion.to(type, attribute(name).expression().value(scope));
            return value.isNull() ? Optional.empty() : Optional.of(value);
        } catch (ConversionException e) {
            throw SourceException.at(span(name), name + ": " + e.getMessage());
        }
    }
}
