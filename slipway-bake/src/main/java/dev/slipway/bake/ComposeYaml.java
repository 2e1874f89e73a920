// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A file in YAML: what it holds, and where.
 *
 * @param documents each by its root; later ones are laid over earlier ones
 */
record ComposeYaml(SourceFile file, List<Node> documents) {
    /** Behind a key, at the end of the way to something: the key itself is meant. */
    static final String KEY = "";

    /** @throws SourceException if it is no YAML */
    static ComposeYaml read(SourceFile file) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.name())
                .setSchema(new CoreSchema())
                .setMaxAliasesForCollections(1000)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        List<Node> documents = new ArrayList<>();
        try {
            new Composer(
                            settings,
                            new ParserImpl(
                                    settings,
                                    new StreamReader(
                                            settings, Encoding.checked(file).text())))
                    .forEachRemaining(documents::add);
        } catch (MarkedYamlEngineException e) {
            throw fault(file, e.getProblem(), e.getProblemMark());
        } catch (YamlEngineException e) {
            throw fault(file, String.valueOf(e.getMessage()), Optional.empty());
        }
        return new ComposeYaml(file, documents);
    }

    private static SourceException fault(SourceFile file, @Nullable String problem, Optional<Mark> mark) {
        int start = mark.map(at -> offset(file, at)).orElse(0);
        int end = Math.max(start, file.lineEnd(file.lineAt(start)));
        return SourceException.at(
                file.span(start, Math.min(end, start + 1)),
                "this is no YAML: " + (problem == null ? "" : problem.replace("\\t(TAB)", "TAB")),
                problem != null && problem.contains("alias")
                        ? "define it before, by &NAME"
                        : "indent by blanks, and put a text with : # { } [ ] & * ! in quotes");
    }

    // the library counts in characters, we do in bytes
    private static int offset(SourceFile file, Mark mark) {
        int line = Math.clamp(mark.getLine() + 1, 1, file.lineCount());
        int start = file.lineStart(line);
        String text = file.text(start, file.lineEnd(line));
        int characters = Math.min(mark.getColumn(), text.codePointCount(0, text.length()));
        return start + bytes(text.substring(0, text.offsetByCodePoints(0, characters)));
    }

    private static int bytes(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
    }

    static SourceSpan span(SourceFile file, Node node) {
        int start = node.getStartMark().map(mark -> offset(file, mark)).orElse(0);
        int end = node.getEndMark().map(mark -> offset(file, mark)).orElse(start);
        int lineEnd = file.lineEnd(file.lineAt(start));
        return file.span(start, Math.max(start, Math.min(end, lineEnd)));
    }

    /** The map that the file is; empty for an empty file. */
    Map<String, Object> content() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Node document : documents) {
            Object value = new ComposeValues(file).value(document);
            if (value instanceof Map<?, ?>) {
                Map<String, Object> one = ComposeReader.map(value);
                all = all.isEmpty() ? one : ComposeMerge.over(all, one);
            } else if (value != ComposeValues.Absent.NULL) {
                throw SourceException.at(span(file, document), "this is no compose file", "expected services: ...");
            }
        }
        return all;
    }

    /** Something in the file, and how much of the way to it could be followed. */
    record Place(SourceSpan span, int depth) {}

    /** The value that the keys lead to, or the last key on the way that is there. */
    Place find(List<String> path) {
        Place best = new Place(file.span(0, 0), 0);
        for (Node document : documents) {
            Place found = find(document, path, 0, best.span());
            best = found.depth() >= best.depth() ? found : best;
        }
        return best;
    }

    private Place find(Node node, List<String> path, int depth, SourceSpan before) {
        if (depth == path.size()) {
            return new Place(node instanceof ScalarNode ? span(file, node) : before, depth);
        }
        String key = path.get(depth);
        if (key.equals(KEY)) {
            return new Place(before, depth + 1);
        }
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key)) {
                    return find(entry.getValueNode(), path, depth + 1, span(file, name));
                }
            }
        }
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof ScalarNode scalar && named(scalar.getValue(), key)) {
                    return new Place(span(file, scalar), depth + 1);
                }
            }
        }
        return new Place(before, depth);
    }

    private static boolean named(String item, String key) {
        return item.equals(key) || (item.startsWith(key) && item.charAt(key.length()) == '=');
    }
}
