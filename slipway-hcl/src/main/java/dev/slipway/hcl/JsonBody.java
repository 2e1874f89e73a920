// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A body in JSON: its members are attributes, but those that the reader knows as blocks. */
record JsonBody(List<JsonNode.Obj> objects, SourceSpan span) implements Body {
    static Body of(JsonNode node) {
        List<JsonNode.Obj> objects = new ArrayList<>();
        for (JsonNode one : node instanceof JsonNode.Arr(var items, var _) ? items : List.of(node)) {
            if (!(one instanceof JsonNode.Obj object)) {
                throw SourceException.at(one.span(), "expected an object: the attributes of a block by their names");
            }
            objects.add(object);
        }
        return new JsonBody(List.copyOf(objects), node.span());
    }

    @Override
    public Content content(Map<String, Integer> labels) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        List<Block> blocks = new ArrayList<>();
        for (JsonNode.Obj object : objects) {
            for (JsonNode.Member member : object.members()) {
                String name = member.name().text();
                Integer count = labels.get(name);
                if (count != null) {
                    new Labels(name, member.name().span(), blocks).add(member.value(), count, List.of());
                } else if (!name.equals("//")) {
                    add(attributes, member);
                }
            }
        }
        return new Content(attributes, blocks, List.of());
    }

    private static void add(Map<String, Attribute> attributes, JsonNode.Member member) {
        String name = member.name().text();
        SourceSpan span = member.name().span();
        Attribute before = attributes.putIfAbsent(name, new Attribute(name, new JsonExpression(member.value()), span));
        if (before != null) {
            throw new SourceException(Diagnostic.error("\"" + name + "\" is set twice", span)
                    .withNote("it is set before", before.nameSpan()));
        }
    }

    /** Finds the blocks of a type below its member: one level of objects for each label. */
    private record Labels(String type, SourceSpan header, List<Block> found) {
        private void add(JsonNode node, int missing, List<Block.Label> labels) {
            if (node instanceof JsonNode.Null) {
                return;
            }
            if (missing == 0) {
                List<JsonNode> bodies = node instanceof JsonNode.Arr(var items, var _) ? items : List.of(node);
                SourceSpan span = labels.isEmpty() ? header : labels.getLast().span();
                bodies.forEach(body -> found.add(new Block(type, labels, JsonBody.of(body), span)));
                return;
            }
            for (JsonNode one : node instanceof JsonNode.Arr(var items, var _) ? items : List.of(node)) {
                if (!(one instanceof JsonNode.Obj(var members, var _))) {
                    throw SourceException.at(one.span(), "expected an object: blocks \"" + type + "\" by their labels");
                }
                for (JsonNode.Member member : members) {
                    List<Block.Label> more = new ArrayList<>(labels);
                    more.add(new Block.Label(member.name().text(), member.name().span()));
                    add(member.value(), missing - 1, List.copyOf(more));
                }
            }
        }
    }
}
