// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.EvictedItem;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Lease;
import dev.slipway.snapshot.Removal;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredMount;
import dev.slipway.snapshot.StoredRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes away what a plan says. Builds go on beside it: nobody waits for anybody. Killed at any moment, it leaves a whole
 * store, and the next one goes on.
 */
public final class Collector {
    // clocks of files are a little behind
    private static final long CLOCK_MILLIS = 2000;

    private final StoreKeeper keeper;
    private final Clock clock;

    public Collector(StoreKeeper keeper, Clock clock) {
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * What was done.
     *
     * @param waiting how many layers will be deleted later, since somebody may use them now
     */
    public record Outcome(Holdings holdings, Plan plan, int waiting) {}

    /** Makes the plan. */
    @FunctionalInterface
    public interface Wanted {
        /** By the policy. */
        Wanted BY_POLICY = (_, planner) -> planner.plan();

        Plan plan(Holdings holdings, Planner planner);
    }

    /**
     * What would go.
     *
     * @param pinned whether what is pinned stays
     */
    public Outcome dryRun(Wanted wanted, GcPolicy policy, boolean pinned) throws InterruptedException {
        Holdings holdings = Holdings.of(keeper, clock.millis());
        return new Outcome(holdings, wanted.plan(holdings, planner(holdings, policy, pinned)), 0);
    }

    /**
     * Takes away what is to go; empty while another process does.
     *
     * @param pinned whether what is pinned stays
     */
    public Optional<Outcome> collect(Wanted wanted, GcPolicy policy, boolean pinned) throws InterruptedException {
        Optional<Lease> alone = keeper.tryBegin();
        if (alone.isEmpty()) {
            return Optional.empty();
        }
        try (Lease _ = alone.get()) {
            long start = clock.millis();
            StoreKeeper.Moment begun = keeper.now(start - CLOCK_MILLIS);
            long earliest = keeper.earliestHeld();
            Holdings holdings = Holdings.of(keeper, start);
            Plan plan = wanted.plan(holdings, planner(holdings, policy, pinned));
            Set<LayerId> hidden = new HashSet<>(goOn(holdings, earliest));
            if (!plan.isEmpty()) {
                hidden.addAll(carryOut(holdings, plan));
                keeper.nextGeneration();
                hidden = deleted(hidden, begun);
            }
            keeper.removal().facts(start - policy.general().keepFor().toMillis());
            note(holdings, plan, policy, !hidden.isEmpty());
            return Optional.of(new Outcome(holdings, plan, hidden.size()));
        }
    }

    private Planner planner(Holdings holdings, GcPolicy policy, boolean pinned) throws InterruptedException {
        List<Pin> pins = new ArrayList<>();
        if (pinned) {
            pins.addAll(policy.pins());
            pins.addAll(Pin.ofStore(keeper));
        }
        return new Planner(holdings.inventory(), policy.pinning(pins), clock.millis());
    }

    /** Ends what an earlier one began; gives what still waits. */
    private List<LayerId> goOn(Holdings holdings, long earliest) throws InterruptedException {
        Removal removal = keeper.removal();
        for (LayerId layer : holdings.revived()) {
            removal.show(layer);
        }
        List<LayerId> left = new ArrayList<>();
        for (LayerId layer : holdings.hidden()) {
            if (!removal.delete(layer, earliest)) {
                left.add(layer);
            }
        }
        removal.deleteBlobs(earliest);
        return left;
    }

    /** Records first, so that a layer is never missing to one that is found. */
    private List<LayerId> carryOut(Holdings holdings, Plan plan) throws InterruptedException {
        keeper.log(items(holdings, plan, clock.instant()));
        Removal removal = keeper.removal();
        TwoAtOnce.each(List.copyOf(plan.namings().keySet()), naming -> {
            holdings.record(naming).map(StoredRecord::place).ifPresent(removal::record);
            holdings.image(naming).ifPresent(removal::image);
        });
        long generation = keeper.generation();
        TwoAtOnce.each(plan.deletions(), deletion -> hide(deletion.unit(), holdings, generation));
        List<LayerId> hidden = new ArrayList<>();
        for (Deletion deletion : plan.deletions()) {
            if (deletion.unit().kind() == Kept.LAYER) {
                hidden.add(new LayerId(deletion.unit().id()));
            }
        }
        return hidden;
    }

    private void hide(Unit unit, Holdings holdings, long generation) throws InterruptedException {
        Removal removal = keeper.removal();
        switch (unit.kind()) {
            case LAYER -> removal.hide(new LayerId(unit.id()), generation);
            case BLOB -> removal.hide(Digest.parse(unit.id()).orElseThrow(), generation);
            case MOUNT -> removal.mount(mount(holdings, unit.id()));
            case RECORD, IMAGE -> {
                // gone by their names
            }
        }
    }

    private static StoredMount mount(Holdings holdings, String folder) {
        return Objects.requireNonNull(holdings.mounts().get(folder));
    }

    static List<EvictedItem> items(Holdings holdings, Plan plan, Instant now) {
        List<EvictedItem> items = new ArrayList<>();
        List<Naming> namings = holdings.inventory().namings();
        for (Map.Entry<Integer, String> entry : plan.namings().entrySet()) {
            Naming naming = namings.get(entry.getKey());
            holdings.record(entry.getKey())
                    .ifPresent(record -> items.add(new EvictedItem(
                            now,
                            Kept.RECORD.word(),
                            record.place(),
                            Inventory.RECORD_BYTES,
                            entry.getValue(),
                            naming.what())));
            holdings.image(entry.getKey())
                    .ifPresent(image -> items.add(
                            new EvictedItem(now, Kept.IMAGE.word(), image.name(), 0, entry.getValue(), image.name())));
        }
        for (Deletion deletion : plan.deletions()) {
            Unit unit = deletion.unit();
            if (unit.kind() != Kept.RECORD && unit.kind() != Kept.IMAGE) {
                String what = holdings.best(unit).map(Naming::what).orElse("");
                items.add(new EvictedItem(now, unit.kind().word(), unit.id(), unit.size(), deletion.rule(), what));
            }
        }
        return items;
    }

    /** Deletes the layers if nobody is left who knew them, except those that somebody built on; gives what waits. */
    private Set<LayerId> deleted(Set<LayerId> hidden, StoreKeeper.Moment since) throws InterruptedException {
        long earliest = keeper.earliestHeld();
        Removal removal = keeper.removal();
        Set<LayerId> named = new HashSet<>();
        keeper.recordsSince(since).forEach(record -> named.addAll(record.layers()));
        for (StoreKeeper.ImageFile file : keeper.images()) {
            file.image().chain().ifPresent(chain -> named.addAll(chain.layers()));
        }
        Set<LayerId> waiting = ConcurrentHashMap.newKeySet();
        TwoAtOnce.each(List.copyOf(hidden), layer -> {
            if (named.contains(layer)) {
                removal.show(layer);
            } else if (!removal.delete(layer, earliest)) {
                waiting.add(layer);
            }
        });
        removal.deleteBlobs(earliest);
        return waiting;
    }

    private void note(Holdings holdings, Plan plan, GcPolicy policy, boolean isWaiting) throws InterruptedException {
        long nextEnd = Long.MAX_VALUE;
        Judgements judgements = new Judgements(holdings.inventory().namings(), policy);
        for (Unit unit : holdings.inventory().units()) {
            if (!unit.namings().isEmpty() && !holdings.inventory().isOfImage(unit)) {
                nextEnd = Math.min(nextEnd, judgements.of(unit, clock.millis()).expiry());
            }
        }
        long free = keeper.root().toFile().getUsableSpace();
        boolean isUnmet = !plan.unmet().isEmpty();
        keeper.putNote(new UsageNote(clock.millis(), plan.usedAfter(), free, nextEnd, isWaiting, isUnmet).text());
    }
}
