// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The blocks of targets and groups, each as often as its matrix says. */
final class Blocks {
    private static final MatrixRules NO_RULES = MatrixRules.none();

    private final Globals globals;
    private final List<Diagnostic> warnings;

    /** The blocks with a matrix, and the rules for it, by label. */
    private final Map<String, TargetBlock> matrices = new HashMap<>();

    private final Map<String, MatrixRules> rules = new HashMap<>();
    private final List<Instance> instances = new ArrayList<>();
    private final Map<String, List<Instance>> byName = new HashMap<>();
    private final Set<String> referenced = new HashSet<>();
    private final Map<String, Set<String>> renamed = new LinkedHashMap<>();

    /** @param warnings gets what nothing reads */
    Blocks(List<Block> blocks, Globals globals, List<Diagnostic> warnings) {
        this.globals = globals;
        this.warnings = warnings;
        List<TargetBlock> all = new ArrayList<>();
        for (Block block : blocks) {
            TargetBlock read = TargetBlock.read(block, warnings);
            all.add(read);
            if (!read.isGroup()) {
                note(read);
            }
        }
        for (TargetBlock block : all) {
            add(block);
        }
    }

    private void note(TargetBlock block) {
        String label = block.label().text();
        if (block.attribute("matrix").isPresent()) {
            matrices.put(label, block);
        }
        Optional<Attribute> exclude = block.attribute("exclude");
        Optional<Attribute> include = block.attribute("include");
        if (exclude.isPresent() || include.isPresent()) {
            MatrixRules own = rules.computeIfAbsent(label, _ -> MatrixRules.none());
            exclude.ifPresent(own.excludes()::add);
            include.ifPresent(own.includes()::add);
        }
    }

    /** The names of targets whose attributes others ask for. */
    Set<String> referenced() {
        return referenced;
    }

    List<Instance> instances() {
        return instances;
    }

    /** The names of the targets that a matrix made, by the label of their block. */
    Map<String, Set<String>> renamed() {
        return renamed;
    }

    Set<String> targetNames() {
        Set<String> names = new TreeSet<>();
        instances.stream().filter(instance -> !instance.isGroup()).forEach(instance -> names.add(instance.name()));
        return names;
    }

    /** The target with all that it inherits and is built from, without what says where it goes. */
    BakeConfig madeOf(String target) {
        BakeConfig config = new BakeConfig();
        Set<String> seen = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(target));
        while (!open.isEmpty()) {
            String name = open.pop();
            if (!seen.add(name)) {
                continue;
            }
            for (Instance instance : byName.getOrDefault("target " + name, List.of())) {
                Target own = instance.target(Field.OF_CONTENT);
                config.add(own);
                open.addAll(own.texts(Field.INHERITS));
                for (String context : own.pairs(Field.CONTEXTS).values()) {
                    if (context.startsWith(Target.LINK)) {
                        open.add(context.substring(Target.LINK.length()));
                    }
                }
            }
        }
        return config;
    }

    private void add(TargetBlock block) {
        String label = block.label().text();
        SourceSpan where = block.label().span();
        checkName(label, where);
        // what only Slipway reads stands beside the block that has the matrix, and is for all its targets
        TargetBlock shape = isBeside(block) ? matrices.getOrDefault(label, block) : block;
        Optional<Attribute> name = shape.attribute("name");
        Set<String> names = new LinkedHashSet<>();
        for (Scope scope : scopes(shape, label)) {
            String own = name.isEmpty() ? label : name(name.get(), scope);
            if (!names.add(own)) {
                SourceSpan at = name.isEmpty() ? where : name.get().expression().span();
                throw SourceException.at(
                        at,
                        "two combinations of the matrix have the name \"" + own + "\"",
                        name.isEmpty() ? "give it a name = ... that holds all its values" : "use all its values");
            }
            Instance instance = new Instance(own, block, scope, globals);
            instances.add(instance);
            byName.computeIfAbsent(block.block().type() + " " + own, _ -> new ArrayList<>())
                    .add(instance);
        }
        if (!block.isGroup()) {
            renamed.computeIfAbsent(label, _ -> new LinkedHashSet<>()).addAll(names);
        }
    }

    private static boolean isBeside(TargetBlock block) {
        return !block.isGroup()
                && block.attribute("matrix").isEmpty()
                && SlipwayFile.is(block.label().span().file());
    }

    private List<Scope> scopes(TargetBlock shape, String label) {
        Optional<Attribute> matrix = shape.attribute("matrix");
        MatrixRules own = rules.getOrDefault(label, NO_RULES);
        if (matrix.isPresent()) {
            return new MatrixScopes(matrix.get(), shape.isGroup() ? NO_RULES : own, globals).all(warnings);
        }
        if (!shape.isGroup() && !own.isEmpty()) {
            Attribute rule = own.excludes().isEmpty()
                    ? own.includes().getFirst()
                    : own.excludes().getFirst();
            throw SourceException.at(
                    rule.nameSpan(), "the target \"" + label + "\" has no matrix", "expected matrix = {...}");
        }
        return List.of(globals);
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

    // a block that is laid over another need not repeat what others ask for
    private static Instance latest(List<Instance> instances, String attribute) {
        for (int i = instances.size() - 1; i > 0; i--) {
            if (instances.get(i).says(attribute)) {
                return instances.get(i);
            }
        }
        return instances.getFirst();
    }

    /** The value of {@code target} or {@code group} in an expression, as far as the steps ask for it. */
    Optional<Value> reference(String type, List<String> steps) {
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        referenced.add(steps.getFirst());
        List<Instance> found = byName.get(type + " " + steps.getFirst());
        if (found == null) {
            return Optional.of(Value.object(Map.of()));
        }
        Instance last = found.getLast();
        Map<String, Value> attributes = new TreeMap<>();
        if (steps.size() > 1) {
            attributes.put(steps.get(1), latest(found, steps.get(1)).value(steps.get(1)));
        } else {
            for (String attribute : last.attributeNames()) {
                attributes.put(attribute, latest(found, attribute).value(attribute));
            }
        }
        if (steps.size() > 1 && !last.attributeNames().contains(steps.get(1))) {
            attributes.clear();
            last.attributeNames().forEach(known -> attributes.put(known, Value.Null.BARE));
        }
        return Optional.of(Value.object(Map.of(steps.getFirst(), Value.object(attributes))));
    }
}
