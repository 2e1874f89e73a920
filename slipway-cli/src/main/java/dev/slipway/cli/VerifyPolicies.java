// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Sizes;
import dev.slipway.portable.Policy;
import dev.slipway.portable.Profiles;
import dev.slipway.portable.Rule;
import dev.slipway.portable.Version;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes policies of the options of {@code slipway verify}, and finds those that have a name. */
final class VerifyPolicies {
    private final ParsedOptions options;
    private final List<Policy> policies = new ArrayList<>();

    private VerifyPolicies(ParsedOptions options) {
        this.options = options;
    }

    /**
     * What the files are held to.
     *
     * @param project where one of them was found, if one is no profile
     */
    record Asked(List<Policy> policies, Optional<ProjectPolicies> project) {}

    static Asked read(ParsedOptions options, Io io) {
        boolean allProfiles = options.values(VerifyTable.POLICY).stream()
                .allMatch(name -> Profiles.find(name.text()).isPresent());
        Optional<ProjectPolicies> project = allProfiles ? Optional.empty() : Optional.of(ProjectPolicies.find(io));
        return new Asked(new VerifyPolicies(options).read(project), project);
    }

    private List<Policy> read(Optional<ProjectPolicies> project) {
        for (Argument name : options.values(VerifyTable.POLICY)) {
            policies.add(Profiles.find(name.text()).orElseGet(() -> named(name, project.orElseThrow())));
        }
        options.value(VerifyTable.GLIBC).ifPresent(value -> add(VerifyTable.GLIBC, glibc(value)));
        options.value(VerifyTable.LIBC)
                .ifPresent(value -> add(VerifyTable.LIBC, new Rule.LibcIs(ProjectPolicies.libc(value.text()))));
        if (!options.values(VerifyTable.NEEDED).isEmpty()) {
            add(VerifyTable.NEEDED, needed());
        }
        options.value(VerifyTable.ISA)
                .ifPresent(value ->
                        add(VerifyTable.ISA, new Rule.Level(value.text().charAt(1) - '0')));
        options.value(VerifyTable.ALLOCATOR)
                .ifPresent(value -> add(VerifyTable.ALLOCATOR, new Rule.AllocatorIs(value.text())));
        for (Argument value : options.values(VerifyTable.HARDENING)) {
            add(VerifyTable.HARDENING, new Rule.Hardened(value.text()));
        }
        if (options.isSet(VerifyTable.NO_RPATH)) {
            add(VerifyTable.NO_RPATH, new Rule.NoSearchPath());
        }
        options.value(VerifyTable.MAX_SIZE).ifPresent(value -> add(VerifyTable.MAX_SIZE, size(value)));
        return policies;
    }

    private void add(Option option, Rule rule) {
        policies.add(new Policy(option.dashed(), List.of(rule)));
    }

    private static Policy named(Argument name, ProjectPolicies project) {
        return project.policy(name.text())
                .orElseThrow(() -> name.error(
                        "there is no policy of that name, here or in slipway.hcl",
                        Suggestion.didYouMean(name.text(), project.names())
                                .orElse("expected one of: " + String.join(", ", project.names()))));
    }

    private static Rule glibc(Argument value) {
        return new Rule.Newest(
                "GLIBC",
                glibc(value.text())
                        .orElseThrow(() -> value.error(
                                "no version of glibc", "expected a version, such as 2.28, or \"<= 2.28\"")));
    }

    /** {@code 2.28} or {@code <= 2.28}. */
    static Optional<Version> glibc(String text) {
        String stripped = text.strip();
        return Version.parse(stripped.startsWith("<=") ? stripped.substring(2).strip() : stripped);
    }

    private Rule needed() {
        Set<String> names = new TreeSet<>();
        for (Argument value : options.values(VerifyTable.NEEDED)) {
            Csv.fields(value).forEach(field -> names.add(field.text().strip()));
        }
        return new Rule.Needed(names);
    }

    private static Rule size(Argument value) {
        Optional<Long> size = Sizes.parse(value.text());
        return new Rule.Size(size.orElseThrow(
                () -> value.error("no size", "expected a number of bytes with a unit, such as 50MiB")));
    }
}
