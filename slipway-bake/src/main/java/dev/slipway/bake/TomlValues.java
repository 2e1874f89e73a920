// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.slipway.hcl.function.FunctionException;
import dev.slipway.hcl.function.JsonValues;
import dev.slipway.hcl.value.Value;
import dev.slipway.json.JsonWriter;
import java.io.StringReader;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of TOML; dates and times are texts. */
final class TomlValues {
    private static final int MAX_DEPTH = 100;
    private static final int SAFE_DIGITS = 18;

    private TomlValues() {}

    static Value parse(String text) throws FunctionException {
        try {
            Value value = YamlValues.of(plain(new TomlParser().parse(new StringReader(text)), 0));
            checkNumbers(text, value);
            return value;
        } catch (ParsingException e) {
            throw new FunctionException("this is no TOML: " + e.getMessage(), 0);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
            throw new FunctionException("this is no TOML that can be read: " + e.getMessage(), 0);
        }
    }

    private static Object plain(Object value, int depth) throws FunctionException {
        if (depth > MAX_DEPTH) {
            throw new FunctionException("nested more than " + MAX_DEPTH + " deep", 0);
        }
        if (value instanceof UnmodifiableConfig config) {
            Map<String, Object> found = new LinkedHashMap<>();
            for (UnmodifiableConfig.Entry entry : config.entrySet()) {
                found.put(entry.getKey(), plain(entry.getRawValue(), depth + 1));
            }
            return found;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            for (Object item : list) {
                items.add(plain(item, depth + 1));
            }
            return items;
        }
        return value instanceof TemporalAccessor time ? shown(time) : value;
    }

    // toString() leaves out seconds that are zero
    private static String shown(TemporalAccessor time) {
        if (time instanceof OffsetDateTime) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
        if (time instanceof LocalDateTime) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
        }
        return time instanceof LocalTime ? DateTimeFormatter.ISO_LOCAL_TIME.format(time) : time.toString();
    }

    /** Of a whole number that is too large the library takes the last 64 bits: its digits are not in the value then. */
    private static void checkNumbers(String text, Value value) throws FunctionException {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            if (end - at > SAFE_DIGITS && !isComment(text, at)) {
                String digits = text.substring(at, end);
                if (!JsonWriter.compact(JsonValues.toJson(value)).contains(digits)) {
                    throw new FunctionException("the number " + digits + " is too large for TOML", 0)
                            .withHelp("a text can have any digits: put it in quotes");
                }
            }
            at = Math.max(end, at + 1);
        }
    }

    private static boolean isComment(String text, int at) {
        int hash = text.lastIndexOf('#', at);
        return hash >= 0 && text.lastIndexOf('\n', at) < hash;
    }
}
