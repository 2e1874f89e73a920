// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.CachePolicy;
import dev.slipway.gc.GcPolicy;
import dev.slipway.gc.Pin;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.text.Outcome;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands of {@code slipway cache} that look after what is kept. */
final class CacheCommand implements Command {
    private final CommandSpec spec;

    CacheCommand(CommandSpec spec) {
        this.spec = spec;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        Path root = Store.defaultRoot(io.environment());
        return Interruption.guard(() -> {
            try (StoreKeeper keeper = StoreKeeper.open(root)) {
                return run(options, keeper, io);
            }
        });
    }

    private int run(ParsedOptions options, StoreKeeper keeper, Io io) throws InterruptedException {
        Clock clock = Clock.systemUTC();
        switch (spec.name()) {
            case "cache ls", "cache du", "cache inspect" ->
                new CacheViews(keeper, pins(keeper, policy(keeper, io)), clock, io.out()).print(options);
            case "cache gc" -> new CacheRemovals(keeper, policy(keeper, io), clock, io).gc(options);
            case "cache prune" -> {
                return new CacheRemovals(keeper, policy(keeper, io), clock, io).prune(options);
            }
            case "cache log" -> CacheLogText.print(keeper.log(), options, io.out());
            case "cache pin" -> pin(options, keeper, policy(keeper, io), io.out());
            case "cache unpin" -> unpin(options, keeper);
            case "cache verify" -> {
                return CacheCheck.verify(keeper.root(), io);
            }
            case "cache repair" -> {
                return CacheCheck.repair(keeper, io);
            }
            default -> throw new IllegalStateException(spec.name());
        }
        return Outcome.OK.code();
    }

    private static GcPolicy policy(StoreKeeper keeper, Io io) {
        return GcPolicies.of(
                CachePolicyFile.find(io).flatMap(CachePolicy::gc),
                keeper.root().toFile().getTotalSpace());
    }

    private static List<Pin> pins(StoreKeeper keeper, GcPolicy policy) throws InterruptedException {
        List<Pin> pins = new ArrayList<>(policy.pins());
        pins.addAll(Pin.ofStore(keeper));
        return pins;
    }

    private static void pin(ParsedOptions options, StoreKeeper keeper, GcPolicy policy, PrintStream out)
            throws InterruptedException {
        for (Argument operand : options.operands()) {
            Optional<String> fault = Pin.fault(operand.text());
            if (fault.isPresent()) {
                throw operand.error(fault.get(), "such as target:base, mount:apt*, image:app:1, key:1f2e3d4c");
            }
        }
        for (Argument operand : options.operands()) {
            keeper.pin(Pin.of(operand.text()).toString());
        }
        if (options.operands().isEmpty()) {
            keeper.pins().forEach(out::println);
            policy.pins().forEach(pin -> out.println(pin + " (by the policy)"));
        }
    }

    private static void unpin(ParsedOptions options, StoreKeeper keeper) throws InterruptedException {
        for (Argument operand : options.operands()) {
            String text =
                    Pin.fault(operand.text()).isEmpty() ? Pin.of(operand.text()).toString() : operand.text();
            if (!keeper.unpin(text)) {
                throw operand.error("that is not pinned", "\"slipway cache pin\" lists what is");
            }
        }
    }
}
