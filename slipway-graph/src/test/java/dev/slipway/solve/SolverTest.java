// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class SolverTest {
    private final Map<Digest, Sums.Value> store = new ConcurrentHashMap<>();

    private Sums work = new Sums(store);

    private int solve(Sums.Node node) throws InterruptedException {
        work = new Sums(store);
        return new Solver<>(work).solve(node).number();
    }

    @Test
    void sharedInputRunsOnce() throws InterruptedException {
        var base = Sums.Node.constant(2);
        var top = Sums.Node.sum("top", Sums.Node.sum("left", base), Sums.Node.sum("right", base));

        assertThat(solve(top)).isEqualTo(4);

        assertThat(work.ran).containsExactlyInAnyOrder("c2", "left", "right", "top");
    }

    @Test
    void secondBuildExecutesNothing() throws InterruptedException {
        var top = Sums.Node.sum("top", Sums.Node.sum("middle", Sums.Node.constant(2)), Sums.Node.constant(3));
        solve(top);

        assertThat(solve(top)).isEqualTo(5);

        assertThat(work.ran).isEmpty();
        assertThat(work.cached).containsExactly("c2", "middle", "c3", "top");
    }

    @Test
    void severalResultsThatAreThereNeedNoThreads() throws InterruptedException {
        var base = Sums.Node.constant(2);
        var tops = List.of(Sums.Node.sum("left", base), Sums.Node.sum("right", base));
        new Solver<>(work).solveAll(tops);
        work = new Sums(store);

        List<Sums.Value> values = new Solver<>(work).solveAll(tops);

        assertThat(values.stream().map(Sums.Value::number)).containsExactly(2, 2);
        assertThat(work.ran).isEmpty();
        assertThat(work.cached).containsExactly("c2", "left", "right");
    }

    @Test
    void afterAFailureItIsKnownWhatWasSolved() throws InterruptedException {
        var good = Sums.Node.sum("good", Sums.Node.constant(2));
        var never = Sums.Node.sum("never", good);
        var solver = new Solver<>(work);
        solver.solve(good);

        assertThat(solver.isSolved(good)).isTrue();
        assertThat(solver.isSolved(never)).isFalse();
    }

    @Test
    void resultIsUsedThoughItsInputsAreGone() throws InterruptedException {
        var middle = Sums.Node.sum("middle", Sums.Node.constant(2));
        var top = Sums.Node.sum("top", middle);
        solve(top);
        store.values().removeIf(value -> !value.identity().equals(keyOf(top)));

        assertThat(solve(top)).isEqualTo(2);

        assertThat(work.ran).isEmpty();
    }

    private Digest keyOf(Sums.Node node) {
        return switch (node.inputs().size()) {
            case 0 -> work.key(node, List.of());
            default ->
                work.key(
                        node,
                        node.inputs().stream()
                                .map(input -> new Sums.Value(0, keyOf(input)))
                                .toList());
        };
    }

    @Test
    void inputRebuiltToTheSameContentRebuildsNothingAfterIt() throws InterruptedException {
        solve(Sums.Node.sum("after", Sums.Node.copy("copy", Sums.Node.sum("one", Sums.Node.constant(4)))));

        solve(Sums.Node.sum("after", Sums.Node.copy("copy", Sums.Node.sum("other", Sums.Node.constant(4)))));

        assertThat(work.ran).containsExactly("other");
    }

    @Test
    void ignoredCacheRunsAgainAndSoDoesAllThatBuildsOnIt() throws InterruptedException {
        var middle = Sums.Node.sum("middle", Sums.Node.constant(2));
        var top = Sums.Node.sum("top", middle);
        solve(top);

        solve(Sums.Node.sum("top", middle.withoutCache()));

        assertThat(work.ran).containsExactly("middle", "top");
        solve(top);
        assertThat(work.ran).isEmpty();
    }

    @Test
    void firstFailureComesOutUnchangedAndEndsTheRest() {
        var failing = Sums.Node.sum("failing");
        var slow = Sums.Node.sum("slow");
        Sums sums = new Sums(store);
        sums.failing.put("failing", 0);
        sums.failing.put("slow", 60_000);
        long start = System.nanoTime();

        assertThatThrownBy(() -> new Solver<>(sums).solve(Sums.Node.sum("top", slow, failing)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("failing fails");

        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
        assertThat(sums.ran).doesNotContain("top");
    }

    @Test
    void failureOfASharedInputIsReportedOnceToAll() {
        var failing = Sums.Node.sum("failing");
        Sums sums = new Sums(store);
        sums.failing.put("failing", 20);
        List<Sums.Node> users = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            users.add(Sums.Node.sum("user" + i, failing));
        }

        assertThatThrownBy(() -> new Solver<>(sums).solveAll(users)).hasMessage("failing fails");

        assertThat(sums.ran).containsExactly("failing");
    }

    @Test
    void anyGraphGivesTheSumOfItsPathsAndRunsEachVertexOnce() throws InterruptedException {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Sums.Node> nodes = new ArrayList<>(List.of(Sums.Node.constant(1)));
            List<Integer> values = new ArrayList<>(List.of(1));
            for (int i = 1; i < 30; i++) {
                int a = random.nextInt(nodes.size());
                int b = random.nextInt(nodes.size());
                boolean byContent = random.nextBoolean();
                nodes.add(new Sums.Node("n" + i, 0, List.of(nodes.get(a), nodes.get(b)), byContent, false));
                values.add(values.get(a) + values.get(b));
            }
            store.clear();

            assertThat(solve(nodes.getLast())).as("seed %d", seed).isEqualTo(values.getLast());

            assertThat(work.ran).as("seed %d", seed).doesNotHaveDuplicates();
        }
    }
}
