// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One scope for each combination of a matrix's values. */
record MatrixScopes(Attribute matrix, MatrixRules rules, Scope outer) {
    private static final int MOST = 100_000;

    /** @param warnings gets the rules that say nothing */
    List<Scope> all(List<Diagnostic> warnings) {
        List<Map<String, Value>> rows = rules.isEmpty() ? product() : rules.applied(product(), outer, warnings);
        List<Scope> scopes = new ArrayList<>();
        for (Map<String, Value> row : rows) {
            scopes.add(outer.with(row));
        }
        return scopes;
    }

    private List<Map<String, Value>> product() {
        Value value = matrix.expression().value(outer);
        SourceSpan where = matrix.expression().span();
        if (!value.isMapping()) {
            throw SourceException.at(
                    where, "a matrix is a map of lists, not a " + value.type().word(), "expected {x = [...]}");
        }
        List<Map<String, Value>> rows = new ArrayList<>();
        rows.add(new HashMap<>());
        for (Map.Entry<String, Value> axis : value.entries().entrySet()) {
            Value items = axis.getValue();
            if (items.isNull() || (!items.isSequence() && !items.isMapping())) {
                throw SourceException.at(
                        where, "the values of \"" + axis.getKey() + "\" are no list", "expected [...]");
            }
            if ((long) rows.size() * items.elements().size() > MOST) {
                throw SourceException.at(
                        where, "the matrix has more than " + MOST + " combinations", "make it smaller");
            }
            rows = times(rows, axis.getKey(), items.elements());
        }
        return rows;
    }

    private static List<Map<String, Value>> times(List<Map<String, Value>> rows, String name, List<Value> items) {
        List<Map<String, Value>> more = new ArrayList<>();
        for (Value item : items) {
            for (Map<String, Value> row : rows) {
                Map<String, Value> longer = new HashMap<>(row);
                longer.put(name, item);
                more.add(longer);
            }
        }
        return more;
    }
}
