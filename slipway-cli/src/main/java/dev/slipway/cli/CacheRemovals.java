// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.gc.Collector;
import dev.slipway.gc.GcPolicy;
import dev.slipway.gc.Unit;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.text.HostException;
import dev.slipway.text.Outcome;
import dev.slipway.text.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** {@code cache gc} and {@code cache prune}. */
final class CacheRemovals {
    private final StoreKeeper keeper;
    private final GcPolicy policy;
    private final Clock clock;
    private final Io io;

    CacheRemovals(StoreKeeper keeper, GcPolicy policy, Clock clock, Io io) {
        this.keeper = keeper;
        this.policy = policy;
        this.clock = clock;
        this.io = io;
    }

    void gc(ParsedOptions options) throws InterruptedException {
        Collector collector = new Collector(keeper, clock);
        boolean isDry = options.isSet(CacheTable.DRY_RUN);
        Optional<Collector.Outcome> outcome = isDry
                ? Optional.of(collector.dryRun(Collector.Wanted.BY_POLICY, policy, true))
                : collector.collect(Collector.Wanted.BY_POLICY, policy, true);
        print(outcome, !isDry, options);
    }

    int prune(ParsedOptions options) throws InterruptedException {
        Collector.Wanted wanted = wanted(options);
        GcPolicy pruning = pruning(options);
        Collector collector = new Collector(keeper, clock);
        boolean pinned = !options.isSet(CacheTable.ALL);
        if (options.isSet(CacheTable.DRY_RUN)) {
            print(Optional.of(collector.dryRun(wanted, pruning, pinned)), false, options);
            return Outcome.OK.code();
        }
        if (!options.isSet(CacheTable.FORCE) && !isConfirmed()) {
            return Outcome.OK.code();
        }
        Optional<Collector.Outcome> outcome = collector.collect(wanted, pruning, pinned);
        print(outcome, true, options);
        return outcome.isPresent() ? Outcome.OK.code() : Outcome.HOST.code();
    }

    private boolean isConfirmed() {
        if (!io.terminals().in()) {
            throw new UsageException(
                    "nobody is here to confirm that the cache is to be pruned; --force does it without asking");
        }
        io.err().print("Remove all of the cache that is selected and neither pinned nor in use? [y/N] ");
        io.err().flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(io.in(), StandardCharsets.UTF_8));
        try {
            String answer = in.readLine();
            return answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"));
        } catch (IOException e) {
            throw new HostException("cannot read the answer: " + Reasons.of(e), e);
        }
    }

    /** All that the filters select; but where an amount is said, only as much as it takes. */
    private Collector.Wanted wanted(ParsedOptions options) {
        List<Argument> filters = options.values(CacheTable.FILTER);
        Predicate<CacheItems.Item> selected = CacheFilter.read(filters, clock.millis());
        boolean hasAmount = hasAmount(options);
        return (holdings, planner) -> {
            CacheItems items = new CacheItems(holdings, List.of());
            Predicate<Unit> wanted = unit -> filters.isEmpty() || selected.test(items.of(unit));
            return hasAmount ? planner.shrink(wanted) : planner.prune(wanted, "prune");
        };
    }

    private static boolean hasAmount(ParsedOptions options) {
        return options.value(CacheTable.RESERVED).isPresent()
                || options.value(CacheTable.KEEP_STORAGE).isPresent()
                || options.value(CacheTable.MAX_USED).isPresent()
                || options.value(CacheTable.MIN_FREE).isPresent();
    }

    private GcPolicy pruning(ParsedOptions options) {
        long reserved = size(options, CacheTable.RESERVED)
                .or(() -> size(options, CacheTable.KEEP_STORAGE))
                .orElse(0L);
        Optional<Long> maxUsed = size(options, CacheTable.MAX_USED);
        Optional<Long> minFree = size(options, CacheTable.MIN_FREE);
        // "keep so much" alone is to go down to that
        long most = maxUsed.orElse(minFree.isPresent() ? Long.MAX_VALUE : reserved);
        return new GcPolicy(reserved, most, minFree.orElse(0L), GcPolicy.Age.ANY, List.of(), policy.pins());
    }

    private static Optional<Long> size(ParsedOptions options, Option option) {
        return options.value(option).map(value -> CacheFilter.size(value, value.text()));
    }

    private void print(Optional<Collector.Outcome> outcome, boolean isDone, ParsedOptions options) {
        if (outcome.isEmpty()) {
            io.err().println("cache: another process is collecting, so nothing was done here; try again");
            return;
        }
        CacheGcText text = new CacheGcText(outcome.get(), isDone);
        if (CacheTable.wantsJson(options)) {
            io.out().println(text.json());
        } else {
            text.print(io.out());
        }
    }
}
