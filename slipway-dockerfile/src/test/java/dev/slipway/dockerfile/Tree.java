// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Prints a parsed file with all its places, one value a line, for comparison with a golden file. */
final class Tree {
    private final StringBuilder out = new StringBuilder();

    private Tree() {}

    static String of(Dockerfile dockerfile) {
        Tree tree = new Tree();
        tree.value(0, "directives", dockerfile.directives());
        tree.value(0, "globalArgs", dockerfile.globalArgs());
        tree.value(0, "stages", dockerfile.stages());
        return tree.out.toString();
    }

    static String of(Object value) {
        Tree tree = new Tree();
        tree.value(0, "value", value);
        return tree.out.toString();
    }

    private void value(int depth, String name, Object value) {
        switch (value) {
            case Word(String raw, SourceSpan span) -> line(depth, name + ": " + quoted(raw) + " " + place(span));
            case Located(String text, SourceSpan span) -> line(depth, name + ": " + quoted(text) + " " + place(span));
            case SourceSpan span -> line(depth, name + ": " + place(span));
            case String text -> line(depth, name + ": " + quoted(text));
            case Optional<?> optional -> optional.ifPresent(present -> value(depth, name, present));
            case OptionalInt optional -> optional.ifPresent(present -> line(depth, name + ": " + present));
            case OptionalLong optional -> optional.ifPresent(present -> line(depth, name + ": " + present));
            case List<?> list -> list.forEach(item -> value(depth, name, item));
            case Record record -> record(depth, name, record);
            default -> line(depth, name + ": " + value);
        }
    }

    private void record(int depth, String name, Record value) {
        line(depth, name + ": " + value.getClass().getSimpleName());
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            try {
                var accessor = component.getAccessor();
                accessor.setAccessible(true);
                value(depth + 1, component.getName(), accessor.invoke(value));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        }
    }

    private void line(int depth, String text) {
        out.append("  ".repeat(depth)).append(text).append('\n');
    }

    private static String place(SourceSpan span) {
        SourceSpan end = span.file().span(span.end(), span.end());
        return "@" + span.line() + ":" + span.column() + "-" + end.line() + ":" + end.column();
    }

    private static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t") + "\"";
    }
}
