// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Cuts the value of a {@code --mount} into its options: comma separated values, of which one may be in quotes. */
final class MountReader {
    private final FlagText flag;
    private final Problems problems;
    private final List<MountFlag.Option> options = new ArrayList<>();

    MountReader(FlagText flag, Problems problems) {
        this.flag = flag;
        this.problems = problems;
    }

    Optional<MountFlag> read() {
        String text = flag.text();
        int start = text.indexOf('=') + 1;
        if (start == text.length()) {
            problems.error("empty mount", "expected such as type=bind,target=/path", flag.span());
            return Optional.empty();
        }
        int at = start;
        while (true) {
            at = text.startsWith("\"", at) ? quotedField(at) : plainField(at);
            if (at < 0) {
                return Optional.empty();
            }
            if (at >= text.length()) {
                return Optional.of(new MountFlag(options, flag.span()));
            }
            at++;
        }
    }

    private int plainField(int from) {
        String text = flag.text();
        int comma = text.indexOf(',', from);
        int end = comma < 0 ? text.length() : comma;
        int quote = text.indexOf('"', from);
        if (quote >= 0 && quote < end) {
            problems.error(
                    "failed to parse csv mounts: bare \" in an option",
                    "put the whole option in quotes, or none of it",
                    flag.span(quote, quote + 1));
            return -1;
        }
        option(flag.word(from, end));
        return end;
    }

    private int quotedField(int from) {
        String text = flag.text();
        StringBuilder field = new StringBuilder();
        for (int i = from + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '"') {
                field.append(c);
            } else if (text.startsWith("\"", i + 1)) {
                field.append('"');
                i++;
            } else if (i + 1 == text.length() || text.charAt(i + 1) == ',') {
                option(new Word(field.toString(), flag.span(from, i + 1)));
                return i + 1;
            } else {
                break;
            }
        }
        problems.error(
                "failed to parse csv mounts: extraneous or missing \" in quoted option",
                "close the quote before the next comma",
                flag.span(from, text.length()));
        return -1;
    }

    private void option(Word field) {
        int equals = field.raw().indexOf('=');
        if (equals < 0) {
            String key = field.raw().toLowerCase(Locale.ROOT);
            options.add(new MountFlag.Option(new Located(key, field.span()), Optional.empty()));
            return;
        }
        PairParser.Halves halves = PairParser.halves(field, equals);
        String key = halves.name().raw().toLowerCase(Locale.ROOT);
        options.add(new MountFlag.Option(new Located(key, halves.name().span()), Optional.of(halves.value())));
        if (key.equals("from") && hasVariable(halves.value().raw())) {
            problems.error(
                    "'from' doesn't support variable expansion",
                    "define a stage with FROM " + halves.value().raw() + " AS NAME, and mount from NAME",
                    halves.value().span());
        }
    }

    private static boolean hasVariable(String value) {
        int dollar = value.indexOf('$');
        return dollar >= 0 && dollar + 1 < value.length();
    }

    /** The names of all options. */
    static List<String> keys() {
        return Arrays.asList(
                "type",
                "from",
                "source",
                "target",
                "readonly",
                "id",
                "sharing",
                "required",
                "size",
                "mode",
                "uid",
                "gid",
                "src",
                "dst",
                "destination",
                "ro",
                "rw",
                "readwrite",
                "env");
    }
}
