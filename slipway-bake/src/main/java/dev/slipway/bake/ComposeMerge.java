// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays one compose file over another. */
final class ComposeMerge {
    /** Lists of {@code NAME=VALUE} and maps mean the same here. */
    private static final Set<String> PAIRS =
            Set.of("args", "labels", "environment", "additional_contexts", "extra_hosts", "ulimits");

    private static final Set<String> REPLACED = Set.of("command", "entrypoint", "extends");

    private ComposeMerge() {}

    static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
        Map<String, Object> found = new LinkedHashMap<>(below);
        above.forEach((key, value) -> {
            Object before = found.get(key);
            if (value == ComposeValues.Absent.RESET) {
                found.remove(key);
            } else {
                found.put(key, before == null ? alone(value) : over(key, before, value));
            }
        });
        return found;
    }

    /** A value that nothing is below: what it says of earlier files has no meaning. */
    private static Object alone(Object value) {
        if (value instanceof ComposeValues.Instead(var inner)) {
            return alone(inner);
        }
        if (value instanceof Map<?, ?> map) {
            return over(Map.of(), ComposeReader.map(map));
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(alone(item)));
            return items;
        }
        return value;
    }

    private static Object over(String key, Object below, Object above) {
        if (above == ComposeValues.Absent.NULL) {
            return below;
        }
        if (above instanceof ComposeValues.Instead) {
            return alone(above);
        }
        if (key.equals("build")) {
            return over(build(below), build(above));
        }
        if (PAIRS.contains(key) && (below instanceof List || above instanceof List)) {
            return over(pairMap(below), pairMap(above));
        }
        if (below instanceof Map && above instanceof Map) {
            return over(ComposeReader.map(below), ComposeReader.map(above));
        }
        if (below instanceof List<?> first && above instanceof List<?> second && !REPLACED.contains(key)) {
            Set<Object> all = new LinkedHashSet<>(first);
            second.forEach(item -> all.add(alone(item)));
            return new ArrayList<>(all);
        }
        return above;
    }

    /** A build section in its long form. */
    static Map<String, Object> build(Object value) {
        return value instanceof String context
                ? new LinkedHashMap<>(Map.of("context", context))
                : ComposeReader.map(value);
    }

    private static Map<String, Object> pairMap(Object value) {
        Map<String, Object> found = new LinkedHashMap<>();
        pairs(value)
                .forEach((name, text) -> found.put(name, text.isPresent() ? text.get() : ComposeValues.Absent.NULL));
        return found;
    }

    /** Names and values, of a map or of a list; a name may come without a value. */
    static Map<String, Optional<String>> pairs(@Nullable Object value) {
        Map<String, Optional<String>> found = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, item) -> found.put(String.valueOf(name), scalar(item)));
        }
        for (Object item : value instanceof List<?> list ? list : List.of()) {
            String text = String.valueOf(item);
            int equals = text.indexOf('=');
            found.put(
                    equals < 0 ? text : text.substring(0, equals),
                    equals < 0 ? Optional.empty() : Optional.of(text.substring(equals + 1)));
        }
        return found;
    }

    /** The text of a scalar; empty for null. */
    static Optional<String> scalar(@Nullable Object value) {
        if (value == null || value == ComposeValues.Absent.NULL) {
            return Optional.empty();
        }
        return Optional.of(value instanceof Double number ? decimal(number) : value.toString());
    }

    // as Go writes it: with an exponent from a million on
    private static String decimal(double number) {
        BigDecimal exact = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int power = exact.precision() - exact.scale() - 1;
        if (number == 0 || (power >= -4 && power < 6)) {
            return number == 0 ? "0" : exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        String rest = digits.length() > 1 ? "." + digits.substring(1) : "";
        String exponent = (Math.abs(power) < 10 ? "0" : "") + Math.abs(power);
        return (number < 0 ? "-" : "") + digits.charAt(0) + rest + (power < 0 ? "e-" : "e+") + exponent;
    }

    /** The items of a list; a value that is none is the only item. */
    static List<Object> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        return scalar(value).isEmpty() || value == null ? List.of() : List.of(value);
    }

    /** The items of a list as texts. */
    static List<String> texts(@Nullable Object value) {
        List<String> texts = new ArrayList<>();
        list(value).forEach(item -> texts.add(String.valueOf(item)));
        return texts;
    }
}
