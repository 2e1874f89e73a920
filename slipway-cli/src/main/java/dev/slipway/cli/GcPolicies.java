// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.GcBlock;
import dev.slipway.bake.PlacedText;
import dev.slipway.gc.GcPolicy;
import dev.slipway.gc.Pin;
import dev.slipway.text.SourceException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes of what a policy file says about keeping the policy that holds: with defaults, and looked over. */
final class GcPolicies {
    private GcPolicies() {}

    /** @param diskBytes how large the disk of the store is, on which the defaults depend */
    static GcPolicy of(Optional<GcBlock> block, long diskBytes) {
        GcPolicy defaults = GcPolicy.defaults(diskBytes);
        return block.isEmpty() ? defaults : of(block.get(), defaults);
    }

    private static GcPolicy of(GcBlock block, GcPolicy defaults) {
        long maxUsed = block.maxUsed()
                .orElse(Math.max(defaults.maxUsed(), block.reserved().orElse(0L)));
        // less than the default is no contradiction when only the cap is given
        long reserved = block.reserved().orElse(Math.min(defaults.reserved(), maxUsed));
        Duration keepFor = block.keepFor().orElse(defaults.general().keepFor());
        GcPolicy.Age general = new GcPolicy.Age(keepFor, block.firm());
        List<GcPolicy.Rule> rules = new ArrayList<>();
        block.mounts().forEach(rule -> rules.add(rule(Pin.Kind.MOUNT, rule, keepFor)));
        block.targets().forEach(rule -> rules.add(rule(Pin.Kind.TARGET, rule, keepFor)));
        return new GcPolicy(
                reserved,
                maxUsed,
                block.minFree().orElse(defaults.minFree()),
                general,
                rules,
                block.pins().stream().map(GcPolicies::pin).toList());
    }

    private static GcPolicy.Rule rule(Pin.Kind kind, GcBlock.Rule rule, Duration keepFor) {
        Optional<GcPolicy.Age> age = rule.keepFor().isPresent() || rule.firm()
                ? Optional.of(new GcPolicy.Age(rule.keepFor().orElse(keepFor), rule.firm()))
                : Optional.empty();
        return new GcPolicy.Rule(kind, rule.pattern(), rule.maxUsed(), age);
    }

    private static Pin pin(PlacedText pin) {
        Optional<String> fault = Pin.fault(pin.text());
        if (fault.isPresent()) {
            throw SourceException.at(pin.span(), fault.get());
        }
        return Pin.of(pin.text());
    }
}
