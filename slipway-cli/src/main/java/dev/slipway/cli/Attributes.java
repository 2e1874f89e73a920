// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.SlipwayException;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code key=value,key=value} form of an option's value, each part with its place. */
final class Attributes {
    /** One of them; the name in lower case, since buildx does not tell cases apart. */
    record Attribute(String name, Argument key, Argument value) {}

    private final Argument whole;
    private final List<Attribute> all;

    private Attributes(Argument whole, List<Attribute> all) {
        this.whole = whole;
        this.all = all;
    }

    static Attributes of(Argument whole) {
        return of(whole, Csv.fields(whole));
    }

    static Attributes of(Argument whole, List<Argument> fields) {
        List<Attribute> all = new ArrayList<>();
        for (Argument field : fields) {
            int equals = field.text().indexOf('=');
            if (equals < 0) {
                throw field.error(
                        "\"" + CommandLine.printable(field.text()) + "\" has no value", "expected: key=value");
            }
            Argument key = field.part(0, equals);
            all.add(new Attribute(
                    key.text().strip().toLowerCase(Locale.ROOT),
                    key,
                    field.part(equals + 1, field.text().length())));
        }
        return new Attributes(whole, List.copyOf(all));
    }

    Argument whole() {
        return whole;
    }

    List<Attribute> all() {
        return all;
    }

    /** The value that was given last for one of the names. */
    Optional<Argument> value(String... names) {
        for (int i = all.size() - 1; i >= 0; i--) {
            for (String name : names) {
                if (all.get(i).name().equals(name)) {
                    return Optional.of(all.get(i).value());
                }
            }
        }
        return Optional.empty();
    }

    String text(String name, String fallback) {
        Optional<Argument> value = value(name);
        return value.isPresent() ? value.get().text() : fallback;
    }

    boolean isTrue(String name, boolean fallback) {
        Optional<Argument> value = value(name);
        return value.isPresent() ? isTrue(value.get()) : fallback;
    }

    static boolean isTrue(Argument value) {
        return OptionParser.truth(value).equals("true");
    }

    /** @throws SlipwayException if a name is not among the known ones */
    void refuseUnknown(String what, List<String> known) {
        for (Attribute attribute : all) {
            if (!known.contains(attribute.name())) {
                throw unknown(attribute, what, known);
            }
        }
    }

    SlipwayException unknown(Attribute attribute, String what, List<String> known) {
        Optional<String> near = Suggestion.didYouMean(attribute.name(), known);
        return attribute
                .key()
                .error(
                        "\"" + CommandLine.printable(attribute.key().text()) + "\" is no attribute of " + what,
                        near.isPresent() ? near.get() : "expected one of: " + String.join(", ", known));
    }
}
