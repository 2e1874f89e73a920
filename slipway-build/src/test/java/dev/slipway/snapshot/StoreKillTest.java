// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes at work on one store are killed at random moments; after each the store is whole. */
@Tag("root")
class StoreKillTest {
    private static final int ROUNDS = 10;
    private static final int STEPS = 6;

    @TempDir
    private Path folder;

    /** A build of its kind: layers on layers, records, blobs, facts, images; over and over until killed. */
    public static void main(String[] args) throws Exception {
        for (int round = 0; ; round++) {
            try (Store store = Store.open(Path.of(args[0]))) {
                build(store, args[1] + round);
            }
            System.out.println("built");
        }
    }

    private static Chain build(Store store, String name) throws Exception {
        Chain chain = Chain.SCRATCH;
        for (int step = 0; step < STEPS; step++) {
            Digest key = Digest.of(name + step);
            try (Lease _ = store.lockKey(key)) {
                if (store.find(key).isEmpty()) {
                    Scratch scratch = store.begin(chain);
                    Files.writeString(scratch.root().resolve("f" + step), name);
                    chain = chain.plus(scratch.commit());
                    store.save(new ActionRecord(key, key, chain, Instant.now(), name, Map.of()));
                } else {
                    chain = store.find(key).orElseThrow().chain();
                }
            }
            store.blobs().put((name + step).getBytes(StandardCharsets.UTF_8));
            store.putFact("step", key, name);
        }
        return chain;
    }

    @Test
    void killedAtAnyMomentTheStoreIsWholeAndTheNextBuildEndsRight() throws Exception {
        Path root = folder.resolve("store");
        Random random = new Random(20_261_122);
        for (int round = 0; round < ROUNDS; round++) {
            List<Process> builds = new ArrayList<>();
            builds.add(ProcessLocks.startApart(StoreKillTest.class, root.toString(), "r" + round));
            builds.add(ProcessLocks.startApart(StoreKillTest.class, root.toString(), "r" + round));
            for (Process build : builds) {
                assertThat(build.inputReader().readLine()).isEqualTo("built");
            }
            Thread.sleep(random.nextInt(300));
            for (Process build : builds) {
                build.destroyForcibly().waitFor();
            }
            try (Store store = Store.open(root)) {
                assertThat(store.check().run()).as("round %d", round).isEmpty();
                Chain chain = build(store, "check" + round);
                try (View view = store.view(chain)) {
                    for (int step = 0; step < STEPS; step++) {
                        assertThat(view.root().resolve("f" + step)).hasContent("check" + round);
                    }
                }
            }
            assertThat(root.resolve("tmp")).as("round %d", round).isEmptyDirectory();
        }
    }
}
