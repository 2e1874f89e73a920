// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Sizes;
import dev.slipway.portable.Libc;
import dev.slipway.portable.Policy;
import dev.slipway.portable.Profiles;
import dev.slipway.portable.Rule;
import dev.slipway.portable.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes policies of the options of {@code slipway verify}. */
final class VerifyPolicies {
    private final ParsedOptions options;
    private final List<Policy> policies = new ArrayList<>();

    private VerifyPolicies(ParsedOptions options) {
        this.options = options;
    }

    static List<Policy> read(ParsedOptions options) {
        return new VerifyPolicies(options).read();
    }

    private List<Policy> read() {
        for (Argument name : options.values(VerifyTable.POLICY)) {
            policies.add(Profiles.find(name.text()).orElseThrow(() -> new IllegalStateException(name.text())));
        }
        options.value(VerifyTable.GLIBC).ifPresent(value -> add(VerifyTable.GLIBC, glibc(value)));
        options.value(VerifyTable.LIBC)
                .ifPresent(value -> add(
                        VerifyTable.LIBC,
                        new Rule.LibcIs(value.text().equals("musl") ? Libc.Kind.MUSL : Libc.Kind.GLIBC)));
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

    private static Rule glibc(Argument value) {
        String text = value.text().strip();
        text = text.startsWith("<=") ? text.substring(2).strip() : text;
        Optional<Version> version = Version.parse(text);
        if (version.isEmpty()) {
            throw value.error("no version of glibc", "expected a version, such as 2.28, or \"<= 2.28\"");
        }
        return new Rule.Newest("GLIBC", version.get());
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
