// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import static dev.slipway.hcl.function.Functions.function;
import static dev.slipway.hcl.function.Functions.text;

import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;

/** Regular expressions, written as RE2 has them. Loaded only by files that use them. */
final class RegexFunctions {
    private RegexFunctions() {}

    static Function get(String name) {
        return switch (name) {
            case "regex" -> function(bounded(RegexFunctions::first), text("pattern"), text("string"));
            case "regexall" -> function(bounded(RegexFunctions::all), text("pattern"), text("string"));
            default -> function(bounded(RegexFunctions::replace), text("str"), text("pattern"), text("replace"));
        };
    }

    // the JDK's matcher goes one call deeper for each turn of a group, which RE2's does not
    private static Function.Body bounded(Function.Body body) {
        return arguments -> {
            try {
                return body.apply(arguments);
            } catch (StackOverflowError _) {
                throw new FunctionException("the text is too long for this pattern", 0)
                        .withHelp("repeat a class instead of a group: [ab]* for (a|b)*");
            }
        };
    }

    private static Value first(List<Value> arguments) throws FunctionException {
        Re2Pattern pattern = Re2Pattern.compile(text(arguments, 0), 0);
        Matcher matcher = pattern.pattern().matcher(text(arguments, 1));
        if (!matcher.find()) {
            throw new FunctionException("the pattern matches nothing", 1)
                    .withHelp("try() and can() deal with texts that may not match");
        }
        return value(pattern, matcher);
    }

    private static Value all(List<Value> arguments) throws FunctionException {
        Re2Pattern pattern = Re2Pattern.compile(text(arguments, 0), 0);
        Matcher matcher = pattern.pattern().matcher(text(arguments, 1));
        List<Value> found = new ArrayList<>();
        while (matcher.find()) {
            found.add(value(pattern, matcher));
        }
        return Functions.convert(new Type.ListOf(Primitive.ANY), Value.tuple(found), 0);
    }

    private static Value value(Re2Pattern pattern, Matcher matcher) {
        if (pattern.groups().isEmpty()) {
            return Value.of(matcher.group());
        }
        List<Value> groups = new ArrayList<>();
        for (int i = 1; i <= pattern.groups().size(); i++) {
            String group = matcher.group(i);
            groups.add(group == null ? new Value.Null(Primitive.STRING) : Value.of(group));
        }
        if (pattern.groups().getFirst().isEmpty()) {
            return Value.tuple(groups);
        }
        Map<String, Value> named = new TreeMap<>();
        for (int i = 0; i < groups.size(); i++) {
            named.put(pattern.groups().get(i), groups.get(i));
        }
        return new Value.ObjectValue(named);
    }

    private static Value replace(List<Value> arguments) throws FunctionException {
        String text = text(arguments, 0);
        Re2Pattern pattern = Re2Pattern.compile(text(arguments, 1), 1);
        Matcher matcher = pattern.pattern().matcher(text);
        StringBuilder out = new StringBuilder();
        int copied = 0;
        while (matcher.find()) {
            out.append(text, copied, matcher.start());
            pattern.expand(text(arguments, 2), matcher, out);
            copied = matcher.end();
        }
        return Value.of(out.append(text, copied, text.length()).toString());
    }
}
