// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.value;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values, each once, as {@link Order#same} tells them apart; found by what they hold, however many there are. */
public final class ValueSet {
    private final Set<Key> keys = new HashSet<>();

    /** A set of these. */
    public static ValueSet of(List<Value> values) {
        ValueSet set = new ValueSet();
        values.forEach(set::add);
        return set;
    }

    /** Whether the value was not there before. */
    public boolean add(Value value) {
        return keys.add(new Key(value));
    }

    /** Whether the value is there. */
    public boolean has(Value value) {
        return keys.contains(new Key(value));
    }

    // no record, and not the values' own: what records make their hash codes of is spun at run time
    private static final class Key {
        private final Value value;
        private final int hash;

        Key(Value value) {
            this.value = value;
            this.hash = hash(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && hash == key.hash && Order.same(value, key.value);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        private static int hash(Value value) {
            if (value.isNull()) {
                return 0;
            }
            if (value instanceof Value.Text(var text)) {
                return text.hashCode();
            }
            if (value instanceof Num number) {
                return number.hashCode();
            }
            if (value instanceof Value.Bool(var b)) {
                return Boolean.hashCode(b);
            }
            int hash = 1;
            for (Map.Entry<String, Value> entry : value.entries().entrySet()) {
                hash = 31 * hash + entry.getKey().hashCode();
            }
            for (Value element : value.elements()) {
                hash = 31 * hash + hash(element);
            }
            return hash;
        }
    }
}
