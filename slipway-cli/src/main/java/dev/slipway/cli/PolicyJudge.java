// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.elf.ElfInput;
import dev.slipway.elf.MalformedElfException;
import dev.slipway.portable.BinaryFacts;
import dev.slipway.portable.BinaryWalk;
import dev.slipway.portable.FactFinder;
import dev.slipway.portable.Policy;
import dev.slipway.portable.PolicyCheck;
import dev.slipway.portable.RootLibraries;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Violation;
import dev.slipway.portable.Waiver;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Holds one file after the other to policies; of each only what is shown is kept. */
final class PolicyJudge implements BinaryWalk.Visitor {
    private static final List<String> OF_LIBRARIES = List.of("needed", "root");

    private final List<Policy> policies;
    private final BiConsumer<String, BinaryFacts> shown;
    private final List<Violation> found = new ArrayList<>();
    private final Set<String> sonames = new HashSet<>();
    private Optional<RootLibraries> root = Optional.empty();
    private int looked;
    private int files;

    /** @param shown gets each file that can be read */
    PolicyJudge(List<Policy> policies, BiConsumer<String, BinaryFacts> shown) {
        this.policies = policies;
        this.shown = shown;
    }

    /** Looks for what the files need in that root file system, too. */
    void against(RootLibraries libraries) {
        root = Optional.of(libraries);
    }

    /** How many files there were, those that can't be read too. */
    int looked() {
        return looked;
    }

    /** How many could be read. */
    int files() {
        return files;
    }

    @Override
    public void binary(String name, ElfInput in) throws IOException {
        looked++;
        try {
            BinaryFacts facts = FactFinder.find(in);
            files++;
            facts.soname().ifPresent(sonames::add);
            sonames.add(name.substring(name.lastIndexOf('/') + 1));
            shown.accept(name, facts);
            found.addAll(PolicyCheck.check(name, facts, policies));
            root.ifPresent(libraries -> found.addAll(libraries.check(name, facts)));
        } catch (MalformedElfException e) {
            found.add(PolicyCheck.unreadable(name, e.fault().toString()));
        }
    }

    @Override
    public void unreadable(String name, String why) {
        looked++;
        found.add(PolicyCheck.unreadable(name, why));
    }

    /** What is wrong, of today. A library that is among the files goes where they go. */
    Verdict verdict(List<Waiver> waivers) {
        List<Violation> violations = found.stream()
                .filter(one -> !OF_LIBRARIES.contains(one.rule()) || !sonames.contains(one.subject()))
                .toList();
        return Verdict.of(violations, waivers, LocalDate.now(Clock.systemUTC()));
    }
}
