// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Equality of values, and the order in which sets list their elements. */
public final class Order {
    private Order() {}

    /** Whether the two are the same value of the same type; all nulls are equal. */
    public static boolean same(Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            return a.isNull() && b.isNull();
        }
        if (a instanceof Value.Text(var x)) {
            return b instanceof Value.Text(var y) && x.equals(y);
        }
        if (a instanceof Num x) {
            return b instanceof Num y && x.compareTo(y) == 0;
        }
        if (a instanceof Value.Bool(var x)) {
            return b instanceof Value.Bool(var y) && x == y;
        }
        return sameParts(a, b);
    }

    private static boolean sameParts(Value a, Value b) {
        if (a.isMapping()) {
            return a.getClass() == b.getClass()
                    && a.entries().keySet().equals(b.entries().keySet())
                    && sameAll(a.elements(), b.elements());
        }
        return a.getClass() == b.getClass() && sameAll(a.elements(), b.elements());
    }

    private static boolean sameAll(List<Value> a, List<Value> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<Value> others = b.iterator();
        for (Value value : a) {
            if (!same(value, others.next())) {
                return false;
            }
        }
        return true;
    }

    /** The elements in their order, each once. */
    static List<Value> sortedUnique(List<? extends Value> items) {
        List<Value> sorted = new ArrayList<>(items);
        sorted.sort(Order::compare);
        List<Value> unique = new ArrayList<>(sorted.size());
        for (Value item : sorted) {
            if (unique.isEmpty() || !same(unique.getLast(), item)) {
                unique.add(item);
            }
        }
        return List.copyOf(unique);
    }

    private static int compare(Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            return Boolean.compare(a.isNull(), b.isNull());
        }
        if (a instanceof Value.Text(var x) && b instanceof Value.Text(var y)) {
            return x.compareTo(y);
        }
        if (a instanceof Num x && b instanceof Num y) {
            return x.compareTo(y);
        }
        if (a instanceof Value.Bool(var x) && b instanceof Value.Bool(var y)) {
            return Boolean.compare(x, y);
        }
        return key(a).compareTo(key(b));
    }

    // sets of composite values have an order that means nothing but is always the same
    private static String key(Value value) {
        StringBuilder out = new StringBuilder();
        appendKey(out, value);
        return out.toString();
    }

    private static void appendKey(StringBuilder out, Value value) {
        if (value.isNull()) {
            out.append('~');
        } else if (value instanceof Value.Text(var text)) {
            out.append('"')
                    .append(text.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else if (value instanceof Num number) {
            out.append(number.digits());
        } else if (value instanceof Value.Bool(var b)) {
            out.append(b ? 'T' : 'F');
        } else if (value instanceof Value.MapValue(var _, var entries)) {
            out.append('{');
            for (Map.Entry<String, Value> entry : entries.entrySet()) {
                appendKey(out, Value.of(entry.getKey()));
                out.append(':');
                appendKey(out, entry.getValue());
                out.append(';');
            }
            out.append('}');
        } else {
            boolean ofOneType = value instanceof Value.ListValue || value instanceof Value.SetValue;
            out.append(ofOneType ? '[' : '<');
            for (Value item : value.elements()) {
                appendKey(out, item);
                out.append(';');
            }
            out.append(ofOneType ? ']' : '>');
        }
    }
}
