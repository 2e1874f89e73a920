// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Makes maps, lists, texts, numbers and booleans of YAML; {@code <<} lays one map over another. */
final class ComposeValues {
    private static final String MERGE = "<<";
    private static final String TYPES = "tag:yaml.org,2002:";
    private static final int MAX_DEPTH = 100;

    /** More than a file of any use has: a small one may hold aliases of aliases of aliases. */
    private static final int MOST = 200_000;

    /** What stands where there is no value: a map here can't hold null. */
    enum Absent {
        NULL,
        /** {@code !reset}: what earlier files say does not hold. */
        RESET
    }

    /** {@code !override}: takes the place of what earlier files say. */
    record Instead(Object value) {}

    private final SourceFile file;
    private int made;
    private int depth;

    ComposeValues(SourceFile file) {
        this.file = file;
    }

    /** @throws SourceException if it holds itself, or is far too large */
    Object value(Node node) {
        if (++made > MOST) {
            throw fault(node, "the aliases make more than " + MOST + " values", "write what is meant, without aliases");
        }
        if (++depth > MAX_DEPTH) {
            throw fault(node, "nested more than " + MAX_DEPTH + " deep", "an alias within its own anchor never ends");
        }
        String tag = node.getTag().getValue();
        Object value = tag.equals("!reset") ? Absent.RESET : plain(node);
        depth--;
        return tag.equals("!override") ? new Instead(value) : value;
    }

    private SourceException fault(Node node, String summary, String help) {
        return SourceException.at(ComposeYaml.span(file, node), summary, help);
    }

    private Object plain(Node node) {
        if (node instanceof MappingNode map) {
            return map(map);
        }
        if (node instanceof SequenceNode list) {
            List<Object> items = new ArrayList<>();
            for (Node item : list.getValue()) {
                items.add(value(item));
            }
            return items;
        }
        return node instanceof ScalarNode scalar ? scalar(scalar) : Absent.NULL;
    }

    private Map<String, Object> map(MappingNode node) {
        Map<String, Object> own = new LinkedHashMap<>();
        Map<String, Object> found = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw fault(entry.getKeyNode(), "a key is a text", "expected NAME: VALUE");
            }
            if (key.getValue().equals(MERGE)) {
                mergeInto(found, value(entry.getValueNode()));
            } else if (own.put(key.getValue(), value(entry.getValueNode())) != null) {
                throw fault(key, "\"" + key.getValue() + "\" is set twice", "only one can hold: take the other away");
            }
        }
        found.putAll(own);
        return found;
    }

    // of several maps the first one holds
    private static void mergeInto(Map<String, Object> found, Object below) {
        if (below instanceof Map<?, ?> map) {
            ComposeReader.map(map).forEach(found::putIfAbsent);
        } else if (below instanceof List<?> all) {
            all.forEach(one -> mergeInto(found, one));
        }
    }

    private Object scalar(ScalarNode node) {
        String text = node.getValue();
        String tag = node.getTag().getValue();
        String type = tag.startsWith(TYPES) ? tag.substring(TYPES.length()) : tag;
        try {
            return switch (type) {
                case "null" -> Absent.NULL;
                case "bool" -> text.startsWith("t") || text.startsWith("T");
                case "int" -> whole(text);
                case "float" -> decimal(text);
                case "binary" -> new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8);
                default -> text;
            };
        } catch (IllegalArgumentException e) {
            throw fault(node, "this is no value of type " + type, "a text stands in quotes");
        }
    }

    // a leading zero makes it octal, as in YAML 1.1, which compose still takes
    private static Object whole(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        boolean isNegative = digits.startsWith("-");
        String plain = isNegative ? digits.substring(1) : digits;
        BigInteger number = plain.startsWith("0x")
                ? new BigInteger(plain.substring(2), 16)
                : plain.startsWith("0o")
                        ? new BigInteger(plain.substring(2), 8)
                        : new BigInteger(plain, isOctal(plain) ? 8 : 10);
        BigInteger signed = isNegative ? number.negate() : number;
        return signed.bitLength() < Long.SIZE ? (Object) signed.longValue() : signed;
    }

    private static boolean isOctal(String digits) {
        boolean isOctal = digits.length() > 1 && digits.startsWith("0");
        for (int i = 0; i < digits.length(); i++) {
            isOctal &= digits.charAt(i) < '8';
        }
        return isOctal;
    }

    private static Object decimal(String text) {
        return switch (text.charAt(text.length() - 1)) {
            case 'f', 'F' -> text.startsWith("-") ? "-Inf" : "+Inf";
            case 'n', 'N' -> "NaN";
            default -> {
                double number = Double.parseDouble(text);
                yield Double.isInfinite(number) ? text : (Object) number;
            }
        };
    }
}
