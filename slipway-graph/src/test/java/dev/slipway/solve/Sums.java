// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A domain of integers for the solver: constants, sums, and what is keyed by its inputs' values alone. */
final class Sums implements Work<Sums.Node, Sums.Value> {
    /**
     * A sum of a number and the inputs.
     *
     * @param byContent whether the key is made of the inputs' values, as a COPY's is, and not of their identities
     */
    record Node(String name, int number, List<Node> inputs, boolean byContent, boolean ignoresCache)
            implements Vertex<Node> {
        static Node constant(int number) {
            return new Node("c" + number, number, List.of(), false, false);
        }

        static Node sum(String name, Node... inputs) {
            return new Node(name, 0, List.of(inputs), false, false);
        }

        static Node copy(String name, Node... inputs) {
            return new Node(name, 0, List.of(inputs), true, false);
        }

        Node withoutCache() {
            return new Node(name, number, inputs, byContent, true);
        }

        @Override
        public Digest digest() {
            Hasher hasher = new Hasher().put(name).put(number).put(byContent);
            inputs.forEach(input -> hasher.put(input.digest()));
            return hasher.digest();
        }
    }

    record Value(int number, Digest identity) {}

    final Map<Digest, Value> store;
    final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    final List<String> cached = Collections.synchronizedList(new ArrayList<>());
    final Map<String, Integer> failing = new HashMap<>();

    Sums(Map<Digest, Value> store) {
        this.store = store;
    }

    @Override
    public Optional<Digest> quickKey(Node node, List<Optional<Digest>> inputs) {
        if (node.byContent() || inputs.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        Hasher hasher = new Hasher().put(node.name()).put(node.number());
        inputs.forEach(input -> hasher.put(input.orElseThrow()));
        return Optional.of(hasher.digest());
    }

    @Override
    public Digest key(Node node, List<Value> inputs) {
        Hasher hasher = new Hasher().put(node.name()).put(node.number());
        for (Value input : inputs) {
            if (node.byContent()) {
                hasher.put(input.number());
            } else {
                hasher.put(input.identity());
            }
        }
        return hasher.digest();
    }

    @Override
    public Optional<Value> find(Node node, Digest key) {
        return Optional.ofNullable(store.get(key));
    }

    @Override
    public Digest identity(Value value) {
        return value.identity();
    }

    @Override
    public Value run(Node node, Digest key, List<Value> inputs) throws InterruptedException {
        ran.add(node.name());
        if (failing.containsKey(node.name())) {
            Thread.sleep(failing.get(node.name()));
            throw new IllegalStateException(node.name() + " fails");
        }
        int total = node.number() + inputs.stream().mapToInt(Value::number).sum();
        Value value = new Value(total, node.ignoresCache() ? Digest.of(key + " anew " + System.nanoTime()) : key);
        store.put(key, value);
        return value;
    }

    @Override
    public void cached(Node node) {
        cached.add(node.name());
    }
}
