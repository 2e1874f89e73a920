// SPDX-License-Identifier: Apache-2.0
package dev.slipway.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.solve.Forecast.Outlook;
import dev.slipway.solve.Forecast.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private final Map<Digest, Sums.Value> store = new ConcurrentHashMap<>();

    private List<String> run(Sums.Node node) throws InterruptedException {
        Sums work = new Sums(store);
        new Solver<>(work).solve(node);
        return work.ran;
    }

    private Outlook<Sums.Node> forecast(Sums.Node node) throws InterruptedException {
        Sums work = new Sums(store);
        Outlook<Sums.Node> outlook = new Forecast<>(work).of(node);
        assertThat(work.ran).isEmpty();
        return outlook;
    }

    @Test
    void nothingIsThereAtFirst() throws InterruptedException {
        Sums.Node base = Sums.Node.constant(2);
        Sums.Node top = Sums.Node.sum("top", base);

        assertThat(forecast(base)).isEqualTo(new Outlook.Runs<>(Reason.NO_RESULT, Optional.empty()));
        assertThat(forecast(top)).isEqualTo(new Outlook.Runs<>(Reason.INPUT_RUNS, Optional.of(base)));
    }

    @Test
    void whatWasBuiltIsThereAndItsInputsAreNotLookedAt() throws InterruptedException {
        Sums.Node top = Sums.Node.sum("top", Sums.Node.sum("middle", Sums.Node.constant(2)));
        run(top);

        Forecast<Sums.Node, Sums.Value> forecast = new Forecast<>(new Sums(store));
        assertThat(forecast.of(top)).isEqualTo(new Outlook.Cached<>());
        assertThat(forecast.all()).containsOnlyKeys(top.digest());
    }

    @Test
    void copyOfWhatWillBeRunDependsOnIt() throws InterruptedException {
        Sums.Node other = Sums.Node.sum("other", Sums.Node.constant(4));
        Sums.Node copy = Sums.Node.copy("copy", other);
        run(Sums.Node.sum("after", Sums.Node.copy("copy", Sums.Node.sum("one", Sums.Node.constant(4)))));

        assertThat(forecast(copy)).isEqualTo(new Outlook.Depends<>(other));
        assertThat(forecast(Sums.Node.sum("after", copy))).isEqualTo(new Outlook.Depends<>(copy));
    }

    @Test
    void copyOfWhatIsThereIsFoundByItsContent() throws InterruptedException {
        Sums.Node other = Sums.Node.sum("other", Sums.Node.constant(4));
        run(Sums.Node.copy("copy", Sums.Node.sum("one", Sums.Node.constant(4))));
        run(other);

        assertThat(forecast(Sums.Node.copy("copy", other))).isEqualTo(new Outlook.Cached<>());
    }

    @Test
    void ignoredCacheIsTheReason() throws InterruptedException {
        Sums.Node base = Sums.Node.constant(2);
        run(base);

        assertThat(forecast(base.withoutCache())).isEqualTo(new Outlook.Runs<>(Reason.IGNORES_CACHE, Optional.empty()));
        assertThat(forecast(Sums.Node.sum("top", base.withoutCache())))
                .isEqualTo(new Outlook.Depends<>(base.withoutCache()));
    }

    /** Random graphs, some of whose results are there: nothing runs that the forecast calls cached, and all of that which it says will. */
    @Test
    void whatIsForecastComesTrue() throws InterruptedException {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            store.clear();
            List<Sums.Node> nodes = graph(random);
            for (int i = 0; i < 3; i++) {
                run(nodes.get(random.nextInt(nodes.size())));
            }
            store.values().removeIf(_ -> random.nextInt(4) == 0);
            Sums.Node root = nodes.getLast();
            Forecast<Sums.Node, Sums.Value> forecast = new Forecast<>(new Sums(store));
            forecast.of(root);

            Set<String> ran = new HashSet<>(run(root));

            for (Sums.Node node : nodes) {
                Outlook<Sums.Node> outlook = forecast.all().get(node.digest());
                if (outlook instanceof Outlook.Runs) {
                    assertThat(ran).as("round %d", round).contains(node.name());
                } else if (!(outlook instanceof Outlook.Depends)) {
                    assertThat(ran).as("round %d", round).doesNotContain(node.name());
                }
            }
        }
    }

    private static List<Sums.Node> graph(Random random) {
        List<Sums.Node> nodes = new ArrayList<>(List.of(Sums.Node.constant(1), Sums.Node.constant(2)));
        for (int i = 0; i < 12; i++) {
            Sums.Node[] inputs = new Sums.Node[1 + random.nextInt(2)];
            for (int j = 0; j < inputs.length; j++) {
                inputs[j] = nodes.get(random.nextInt(nodes.size()));
            }
            String name = "n" + i;
            nodes.add(random.nextInt(3) == 0 ? Sums.Node.copy(name, inputs) : Sums.Node.sum(name, inputs));
        }
        return nodes;
    }
}
