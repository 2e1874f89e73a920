// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML as maps, lists, texts, numbers and booleans; {@code <<} lays one map over another. */
final class ComposeYaml {
    private static final String MERGE = "<<";

    private ComposeYaml() {}

    /** The map at the top of the file; empty for an empty file. */
    static Map<String, Object> read(SourceFile file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.name())
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(1000)
                .build();
        Object value;
        try {
            value = new Load(settings).loadFromString(file.text());
        } catch (MarkedYamlEngineException e) {
            throw fault(file, e.getProblem(), e.getProblemMark());
        } catch (YamlEngineException e) {
            throw fault(file, String.valueOf(e.getMessage()), Optional.empty());
        }
        if (value == null) {
            return Map.of();
        }
        if (merged(value) instanceof Map<?, ?> map) {
            return textKeys(map);
        }
        throw fault(file, "expected a map with services", Optional.empty());
    }

    private static SourceException fault(SourceFile file, @Nullable String problem, Optional<Mark> mark) {
        int line = mark.map(at -> Math.min(at.getLine() + 1, file.lineCount())).orElse(1);
        int start = file.lineStart(line);
        int end = file.lineEnd(line);
        return new SourceException(
                Diagnostic.error("this is no YAML: " + (problem == null ? "" : problem), file.span(start, end)));
    }

    private static Map<String, Object> textKeys(Map<?, ?> map) {
        Map<String, Object> found = new LinkedHashMap<>();
        map.forEach((key, value) -> found.put(String.valueOf(key), value == null ? Absent.NULL : value));
        return found;
    }

    /** Stands for {@code null}, which a map can't hold here. */
    enum Absent {
        NULL
    }

    private static Object merged(@Nullable Object value) {
        if (value == null) {
            return Absent.NULL;
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(merged(item)));
            return items;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> found = new LinkedHashMap<>();
        Object below = map.get(MERGE);
        if (below != null) {
            List<?> all = below instanceof List<?> list ? list : List.of(below);
            for (Object one : all.reversed()) {
                if (merged(one) instanceof Map<?, ?> more) {
                    found.putAll(textKeys(more));
                }
            }
        }
        map.forEach((key, item) -> {
            if (!MERGE.equals(key)) {
                found.put(String.valueOf(key), merged(item));
            }
        });
        return found;
    }
}
