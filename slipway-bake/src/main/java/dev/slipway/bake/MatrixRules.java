// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Order;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which combinations of a matrix are left out, and which are added: as in a matrix of GitHub's workflows.
 *
 * @param excludes lists of objects; a combination that has all values of one is left out
 * @param includes lists of objects; one adds its values to the combinations of the matrix that it does not contradict, or
 *     else is a combination itself
 */
record MatrixRules(List<Attribute> excludes, List<Attribute> includes) {
    static MatrixRules none() {
        return new MatrixRules(new ArrayList<>(), new ArrayList<>());
    }

    boolean isEmpty() {
        return excludes.isEmpty() && includes.isEmpty();
    }

    /** @param warnings gets the rules that say nothing */
    List<Map<String, Value>> applied(List<Map<String, Value>> rows, Scope scope, List<Diagnostic> warnings) {
        Set<String> axes =
                new TreeSet<>(rows.isEmpty() ? Set.of() : rows.getFirst().keySet());
        List<Map<String, Value>> kept = new ArrayList<>(rows);
        for (Attribute exclude : excludes) {
            for (Map<String, Value> rule : objects(exclude, scope)) {
                checkAxes(rule, axes, exclude.expression().span());
                if (!kept.removeIf(row -> holds(row, rule))) {
                    warnings.add(useless(rule, exclude));
                }
            }
        }
        Set<String> names = new TreeSet<>(axes);
        // what a rule makes a combination of its own is not added to by those behind it, as there
        List<Map<String, Value>> added = new ArrayList<>();
        for (Attribute include : includes) {
            for (Map<String, Value> rule : objects(include, scope)) {
                names.addAll(rule.keySet());
                if (!isAdded(rule, kept, axes)) {
                    added.add(new HashMap<>(rule));
                }
            }
        }
        kept.addAll(added);
        // so that each combination has all names
        kept.forEach(row -> names.forEach(name -> row.putIfAbsent(name, Value.Null.BARE)));
        return kept;
    }

    private static boolean isAdded(Map<String, Value> rule, List<Map<String, Value>> rows, Set<String> axes) {
        Map<String, Value> own = new HashMap<>(rule);
        own.keySet().retainAll(axes);
        boolean isAdded = false;
        for (Map<String, Value> row : rows) {
            if (holds(row, own)) {
                row.putAll(rule);
                isAdded = true;
            }
        }
        return isAdded;
    }

    private static boolean holds(Map<String, Value> row, Map<String, Value> rule) {
        for (Map.Entry<String, Value> one : rule.entrySet()) {
            Value own = row.get(one.getKey());
            if (own == null || !same(own, one.getValue())) {
                return false;
            }
        }
        return true;
    }

    // 1 and "1" make the same name, so they are the same here
    private static boolean same(Value a, Value b) {
        if (Order.same(a, b)) {
            return true;
        }
        try {
            return a.type().isPrimitive()
                    && b.type().isPrimitive()
                    && Order.same(Conversion.to(Primitive.STRING, a), Conversion.to(Primitive.STRING, b));
        } catch (ConversionException _) {
            return false;
        }
    }

    private static void checkAxes(Map<String, Value> rule, Set<String> axes, SourceSpan where) {
        for (String name : rule.keySet()) {
            if (!axes.isEmpty() && !axes.contains(name)) {
                String help = Suggestion.didYouMean(name, axes).orElse("the axes are " + String.join(", ", axes));
                throw SourceException.at(where, "the matrix has no axis \"" + name + "\"", help);
            }
        }
    }

    private static Diagnostic useless(Map<String, Value> rule, Attribute exclude) {
        String shown =
                dev.slipway.json.JsonWriter.compact(dev.slipway.hcl.function.JsonValues.toJson(Value.object(rule)));
        return Diagnostic.warning(
                        "UselessExclude",
                        "no combination is left out by " + shown,
                        exclude.expression().span())
                .withHelp("take it away, or correct its values");
    }

    private static List<Map<String, Value>> objects(Attribute attribute, Scope scope) {
        Value value = attribute.expression().value(scope);
        SourceSpan where = attribute.expression().span();
        List<Map<String, Value>> objects = new ArrayList<>();
        for (Value item : value.isSequence() ? value.elements() : List.<Value>of(Value.Null.BARE)) {
            if (!item.isMapping() || item.entries().isEmpty()) {
                throw SourceException.at(
                        where,
                        "\"" + attribute.name() + "\" is a list of objects with values of the matrix",
                        "expected [{axis = value}]");
            }
            objects.add(item.entries());
        }
        return objects;
    }
}
