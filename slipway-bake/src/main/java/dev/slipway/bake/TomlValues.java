// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import com.electronwill.nightconfig.core.UnmodifiableConfig;
import com.electronwill.nightconfig.core.io.ParsingException;
import com.electronwill.nightconfig.toml.TomlParser;
import dev.slipway.hcl.function.FunctionException;
import dev.slipway.hcl.value.Value;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values of TOML; dates and times are texts. */
final class TomlValues {
    private static final int MAX_DEPTH = 100;

    private TomlValues() {}

    static Value parse(String text) throws FunctionException {
        try {
            return YamlValues.of(plain(new TomlParser().parse(new StringReader(text)), 0));
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
        return value;
    }
}
