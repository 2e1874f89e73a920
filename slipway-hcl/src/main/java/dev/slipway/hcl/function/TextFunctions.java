// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.number;
import static dev.slipway.hcl.function.Functions.parameter;
import static dev.slipway.hcl.function.Functions.text;
import static dev.slipway.hcl.function.Functions.whole;

import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is made of texts. */
final class TextFunctions {
    private TextFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "chomp" -> one(text -> text.substring(0, end(text, "\r\n")));
            case "lower" -> one(text -> text.toLowerCase(Locale.ROOT));
            case "upper" -> one(text -> text.toUpperCase(Locale.ROOT));
            case "title" -> one(TextFunctions::title);
            case "reverse" -> one(text -> String.join("", Graphemes.of(text).reversed()));
            case "sanitize" -> one(TextFunctions::sanitize);
            case "trimspace" -> one(TextFunctions::withoutBlanks);
            case "strlen" -> function(a -> Value.of(Graphemes.of(text(a, 0)).size()), text("str"));
            case "trim" ->
                two((text, set) -> text.substring(start(text, set), Math.max(start(text, set), end(text, set))));
            case "trimprefix" ->
                two((text, prefix) -> text.startsWith(prefix) ? text.substring(prefix.length()) : text);
            case "trimsuffix" ->
                two((text, suffix) ->
                        text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text);
            case "indent" ->
                function(
                        a -> Value.of(text(a, 1).replace("\n", "\n" + " ".repeat(Math.clamp(whole(a, 0), 0, 10_000)))),
                        number("spaces"),
                        text("str"));
            case "replace" ->
                function(
                        a -> Value.of(text(a, 0).replace(text(a, 1), text(a, 2))),
                        text("str"),
                        text("substr"),
                        text("replace"));
            case "split" -> function(TextFunctions::split, text("separator"), text("str"));
            case "substr" -> function(TextFunctions::substr, text("str"), number("offset"), number("length"));
            default ->
                Functions.variadic(TextFunctions::join, text("separator"), parameter("lists", Functions.STRINGS));
        };
    }

    private interface Change {
        String apply(String text);
    }

    private interface Change2 {
        String apply(String text, String other);
    }

    private static Function one(Change change) {
        return function(a -> Value.of(change.apply(text(a, 0))), text("str"));
    }

    private static Function two(Change2 change) {
        return function(a -> Value.of(change.apply(text(a, 0), text(a, 1))), text("str"), text("cutset"));
    }

    private static int start(String text, String set) {
        int start = 0;
        while (start < text.length() && set.indexOf(text.codePointAt(start)) >= 0) {
            start += Character.charCount(text.codePointAt(start));
        }
        return start;
    }

    private static int end(String text, String set) {
        int end = text.length();
        while (end > 0 && set.indexOf(text.codePointBefore(end)) >= 0) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return end;
    }

    // no-break spaces are blanks too
    private static String withoutBlanks(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == '\u0085' || (c > 127 && Character.isSpaceChar(c));
    }

    private static String title(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int before = ' ';
        for (int i = 0; i < text.length(); i += Character.charCount(before)) {
            int c = text.codePointAt(i);
            out.appendCodePoint(isWithinWord(before) ? c : Character.toTitleCase(c));
            before = c;
        }
        return out.toString();
    }

    private static boolean isWithinWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_' || (c > 127 && !Character.isSpaceChar(c));
    }

    /** Only what the name of a target may hold. */
    private static String sanitize(String name) {
        StringBuilder out = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            out.append(isLetter || (c >= '0' && c <= '9') || c == '-' ? (char) c : '_');
        });
        return out.toString();
    }

    private static Value split(List<Value> arguments) {
        String separator = text(arguments, 0);
        String text = text(arguments, 1);
        if (separator.isEmpty()) {
            List<String> characters = new ArrayList<>();
            text.codePoints().forEach(c -> characters.add(Character.toString(c)));
            return Value.texts(characters);
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        int at = text.indexOf(separator);
        while (at >= 0) {
            parts.add(text.substring(start, at));
            start = at + separator.length();
            at = text.indexOf(separator, start);
        }
        parts.add(text.substring(start));
        return Value.texts(parts);
    }

    private static Value substr(List<Value> arguments) throws FunctionException {
        List<String> characters = Graphemes.of(text(arguments, 0));
        int offset = whole(arguments, 1);
        int length = whole(arguments, 2);
        int size = characters.size();
        int start = Math.clamp(offset < 0 ? (long) size + offset : offset, 0, size);
        int end = length < 0 ? size : (int) Math.min((long) start + length, size);
        return Value.of(String.join("", characters.subList(start, end)));
    }

    private static Value join(List<Value> arguments) throws FunctionException {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            for (Value item : arguments.get(i).elements()) {
                if (!(item instanceof Value.Text(var text))) {
                    throw new FunctionException("the list has an element that is null", i);
                }
                parts.add(text);
            }
        }
        return Value.of(String.join(text(arguments, 0), parts));
    }
}
