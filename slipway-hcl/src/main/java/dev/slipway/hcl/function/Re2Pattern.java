// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of RE2, as the JDK has it.
 *
 * @param groups the names of the groups in order, empty for those without
 */
record Re2Pattern(Pattern pattern, List<String> groups) {
    static Re2Pattern compile(String text, int argument) throws FunctionException {
        List<String> groups = new ArrayList<>();
        String translated = translate(text, groups);
        boolean someNamed = groups.stream().anyMatch(name -> !name.isEmpty());
        if (someNamed && groups.contains("")) {
            throw new FunctionException("either all groups have names or none has", argument);
        }
        try {
            return new Re2Pattern(Pattern.compile(translated), List.copyOf(groups));
        } catch (PatternSyntaxException e) {
            throw new FunctionException("this is no regular expression: " + e.getDescription(), argument);
        }
    }

    // names may hold characters that the JDK does not take, so groups go by number
    private static String translate(String text, List<String> groups) {
        StringBuilder out = new StringBuilder();
        boolean inClass = false;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                out.append(c).append(text.charAt(at + 1));
                at += 2;
            } else if (inClass) {
                int posix = text.startsWith("[:", at) ? text.indexOf(":]", at) : -1;
                if (posix > 0) {
                    out.append(posixClass(text.substring(at + 2, posix)));
                    at = posix + 2;
                } else {
                    inClass = c != ']';
                    out.append(c == '[' || c == '&' ? "\\" : "").append(c);
                    at++;
                }
            } else if (c == '(') {
                at = group(text, at, groups, out);
            } else {
                inClass = c == '[';
                out.append(c);
                at++;
                if (inClass) {
                    at = classStart(text, at, out);
                }
            }
        }
        return out.toString();
    }

    // a bracket that comes first in a class is meant as it is
    private static int classStart(String text, int start, StringBuilder out) {
        int at = start;
        if (at < text.length() && text.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        if (at < text.length() && text.charAt(at) == ']') {
            out.append("\\]");
            at++;
        }
        return at;
    }

    private static int group(String text, int at, List<String> groups, StringBuilder out) {
        int name = text.startsWith("(?P<", at) ? at + 4 : text.startsWith("(?<", at) ? at + 3 : -1;
        int end = name < 0 ? -1 : text.indexOf('>', name);
        boolean looksBack = name > 0 && name < text.length() && (text.charAt(name) == '=' || text.charAt(name) == '!');
        if (end > 0 && !looksBack) {
            groups.add(text.substring(name, end));
            out.append('(');
            return end + 1;
        }
        if (!text.startsWith("(?", at)) {
            groups.add("");
        }
        out.append('(');
        return at + 1;
    }

    private static String posixClass(String name) {
        String plain = name.startsWith("^") ? name.substring(1) : name;
        String java = switch (plain) {
            case "alpha" -> "Alpha";
            case "digit" -> "Digit";
            case "alnum" -> "Alnum";
            case "upper" -> "Upper";
            case "lower" -> "Lower";
            case "punct" -> "Punct";
            case "space" -> "Space";
            case "blank" -> "Blank";
            case "cntrl" -> "Cntrl";
            case "graph" -> "Graph";
            case "print" -> "Print";
            case "xdigit" -> "XDigit";
            default -> "ASCII";
        };
        boolean isNegated = plain.length() < name.length();
        if (plain.equals("word")) {
            return isNegated ? "\\W" : "\\w";
        }
        return (isNegated ? "\\P{" : "\\p{") + java + "}";
    }

    /** Writes the replacement: {@code $1}, {@code ${name}}; {@code $$} is a dollar sign. */
    void expand(String replacement, Matcher matcher, StringBuilder out) {
        int at = 0;
        while (at < replacement.length()) {
            char c = replacement.charAt(at);
            if (c != '$' || at + 1 >= replacement.length()) {
                out.append(c);
                at++;
            } else if (replacement.charAt(at + 1) == '$') {
                out.append('$');
                at += 2;
            } else {
                at = reference(replacement, at, matcher, out);
            }
        }
    }

    private int reference(String replacement, int dollar, Matcher matcher, StringBuilder out) {
        boolean braced = replacement.charAt(dollar + 1) == '{';
        int start = braced ? dollar + 2 : dollar + 1;
        int end = start;
        while (end < replacement.length()
                && (Character.isLetterOrDigit(replacement.charAt(end)) || replacement.charAt(end) == '_')) {
            end++;
        }
        if (end == start || (braced && (end >= replacement.length() || replacement.charAt(end) != '}'))) {
            out.append('$');
            return dollar + 1;
        }
        String name = replacement.substring(start, end);
        int index = groups.indexOf(name) + 1;
        if (name.length() < 4 && name.chars().allMatch(Character::isDigit)) {
            index = Integer.parseInt(name);
            index = index == 0 ? -1 : index;
        }
        String group = index < 0 ? matcher.group() : index > 0 && index <= groups.size() ? matcher.group(index) : null;
        out.append(group == null ? "" : group);
        return braced ? end + 1 : end;
    }
}
