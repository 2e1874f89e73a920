// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The blocks of targets and groups, each as often as its matrix says. */
final class Blocks {
    private final Globals globals;
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, List<Instance>> byName = new HashMap<>();
    private final Map<String, Set<String>> renamed = new LinkedHashMap<>();

    Blocks(List<Block> blocks, Globals globals) {
        this.globals = globals;
        for (Block block : blocks) {
            add(block);
        }
    }

    List<Instance> instances() {
        return instances;
    }

    /** The names of the targets that a matrix made, by the label of their block. */
    Map<String, Set<String>> renamed() {
        return renamed;
    }

    private void add(Block block) {
        Map<String, Attribute> attributes = block.body().content(Map.of()).attributes();
        String label = block.labels().getFirst().text();
        SourceSpan where = block.labels().getFirst().span();
        checkName(label, where);
        Attribute matrix = attributes.get("matrix");
        Attribute name = attributes.get("name");
        boolean isGroup = block.type().equals("group");
        Attribute wrong = matrix != null ? matrix : name;
        if (isGroup && wrong != null) {
            throw SourceException.at(
                    wrong.nameSpan(), "a group has no \"" + wrong.name() + "\"", "a target may have one");
        }
        if (name != null && matrix == null) {
            throw SourceException.at(name.nameSpan(), "a name needs a matrix", "the label of the block is its name");
        }
        List<Scope> scopes = matrix == null ? List.of(globals) : new MatrixScopes(matrix, globals).all();
        Set<String> names = new LinkedHashSet<>();
        for (Scope scope : scopes) {
            String own = name == null ? label : name(name, scope);
            if (!names.add(own)) {
                SourceSpan at = name == null ? where : name.expression().span();
                throw SourceException.at(
                        at, "two combinations of the matrix have the name \"" + own + "\"", "use all its values");
            }
            Instance instance = new Instance(block.type(), own, block, attributes, scope, globals);
            instances.add(instance);
            byName.computeIfAbsent(block.type() + " " + own, _ -> new ArrayList<>())
                    .add(instance);
        }
        if (!isGroup) {
            renamed.computeIfAbsent(label, _ -> new LinkedHashSet<>()).addAll(names);
        }
    }

    private static void checkName(String name, SourceSpan where) {
        if (!Words.isName(name)) {
            throw SourceException.at(
                    where, "\"" + name + "\" is no name", "names have letters, digits, _ and -; sanitize() makes one");
        }
    }

    private static String name(Attribute attribute, Scope scope) {
        Value value = attribute.expression().value(scope);
        SourceSpan where = attribute.expression().span();
        try {
            if (Conversion.to(Primitive.STRING, value) instanceof Value.Text(var text)) {
                checkName(text, where);
                return text;
            }
        } catch (ConversionException e) {
            throw SourceException.at(where, String.valueOf(e.getMessage()));
        }
        throw SourceException.at(where, "the name is null");
    }

    /** The value of {@code target} or {@code group} in an expression, as far as the steps ask for it. */
    Optional<Value> reference(String type, List<String> steps) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        List<Instance> found = byName.get(type + " " + steps.getFirst());
        if (found == null) {
            return Optional.of(Value.object(Map.of()));
        }
        Instance last = found.getLast();
        Map<String, Value> attributes = new TreeMap<>();
        if (steps.size() > 1) {
            attributes.put(steps.get(1), last.value(steps.get(1)));
        } else {
            for (String attribute : last.attributeNames()) {
                attributes.put(attribute, last.value(attribute));
            }
        }
        if (steps.size() > 1 && !last.attributeNames().contains(steps.get(1))) {
            attributes.clear();
            last.attributeNames().forEach(known -> attributes.put(known, Value.Null.BARE));
        }
        return Optional.of(Value.object(Map.of(steps.getFirst(), Value.object(attributes))));
    }
}
