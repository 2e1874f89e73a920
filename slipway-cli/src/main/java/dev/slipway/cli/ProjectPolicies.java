// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BinaryPolicy;
import dev.slipway.bake.BinaryPolicyReader;
import dev.slipway.bake.PlacedText;
import dev.slipway.bake.Sizes;
import dev.slipway.digest.Hasher;
import dev.slipway.portable.Libc;
import dev.slipway.portable.Policy;
import dev.slipway.portable.PolicyCheck;
import dev.slipway.portable.Profiles;
import dev.slipway.portable.Rule;
import dev.slipway.portable.Version;
import dev.slipway.portable.Waiver;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Glob;
import dev.slipway.text.HostException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The {@code policy} blocks of {@code slipway.hcl}, in the sense of those who judge binaries. */
final class ProjectPolicies {
    private static final int MOST_BYTES = 16 << 20;

    private final List<BinaryPolicy> known;
    private final IdentityHashMap<Waiver, SourceSpan> places = new IdentityHashMap<>();
    private final List<Waiver> waivers = new ArrayList<>();

    private ProjectPolicies(List<BinaryPolicy> known) {
        this.known = known;
    }

    /** Those of this folder's project, then the user's and the machine's. */
    static ProjectPolicies find(Io io) {
        List<BinaryPolicy> all = new ArrayList<>();
        for (Path place : CachePolicyFile.places(io)) {
            if (Files.isRegularFile(place)) {
                all.addAll(read(place, io));
            }
        }
        return new ProjectPolicies(all);
    }

    private static List<BinaryPolicy> read(Path place, Io io) {
        try (InputStream in = Files.newInputStream(place)) {
            SourceFile file = SourceFile.of(place.toString(), in.readNBytes(MOST_BYTES));
            return BinaryPolicyReader.read(file, BakeCommand.surroundings(io, ""));
        } catch (IOException e) {
            throw new HostException("cannot read " + Reasons.of(e), e);
        }
    }

    /** The policy of that name, if there is one; its waivers are kept. */
    Optional<Policy> policy(String name) {
        for (BinaryPolicy block : known) {
            if (block.name().text().equals(name)) {
                if (Profiles.find(name).isPresent()) {
                    throw block.name().fault("\"" + name + "\" is a profile that is known", "give it another name");
                }
                block.waivers().forEach(waiver -> keep(name, waiver));
                List<Rule> rules = new ArrayList<>();
                block.promises().forEach(promise -> rules.addAll(rules(promise)));
                return Optional.of(new Policy(name, rules));
            }
        }
        return Optional.empty();
    }

    /** Another one where a policy says something else, or a waiver's last day is over. */
    String digest() {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        Hasher hasher = new Hasher();
        for (BinaryPolicy block : known) {
            hasher.put(block.name().text());
            for (BinaryPolicy.Promise promise : block.promises()) {
                hasher.put(promise.word())
                        .put(promise.values().stream().map(PlacedText::text).toList());
            }
            for (BinaryPolicy.Waiver waiver : block.waivers()) {
                hasher.put(waiver.rule().map(PlacedText::text))
                        .put(waiver.file())
                        .put(waiver.symbol());
                hasher.put(waiver.expires().toString()).put(today.isAfter(waiver.expires()));
            }
        }
        return hasher.digest().hex();
    }

    /** All names, those of the profiles too. */
    List<String> names() {
        LinkedHashSet<String> names = new LinkedHashSet<>(Profiles.names());
        known.forEach(block -> names.add(block.name().text()));
        return List.copyOf(names);
    }

    /** The waivers of the policies that were asked for. */
    List<Waiver> waivers() {
        return waivers;
    }

    /** What is said of a waiver, at its place. */
    Diagnostic told(Waiver waiver, String rule, String summary) {
        return Diagnostic.warning(rule, summary, Objects.requireNonNull(places.get(waiver)));
    }

    private void keep(String policy, BinaryPolicy.Waiver written) {
        written.rule().ifPresent(rule -> {
            if (!PolicyCheck.RULES.contains(rule.text())) {
                throw rule.fault("there is no rule \"" + rule.text() + "\"", nearest(rule.text(), PolicyCheck.RULES));
            }
        });
        Waiver waiver = new Waiver(
                policy,
                new Waiver.Match(
                        new Glob(written.rule().map(PlacedText::text).orElse("*")),
                        new Glob(written.file().orElse("*")),
                        new Glob(written.symbol().orElse("*"))),
                written.reason(),
                written.expires());
        waivers.add(waiver);
        places.put(waiver, written.at());
    }

    private static String nearest(String text, List<String> known) {
        return Suggestion.didYouMean(text, known).orElse("expected one of: " + String.join(", ", known));
    }

    private static List<Rule> rules(BinaryPolicy.Promise promise) {
        return switch (promise.word()) {
            case "static" -> List.of(new Rule.Static());
            case "no-rpath" -> List.of(new Rule.NoSearchPath());
            case "needed" ->
                List.of(new Rule.Needed(new LinkedHashSet<>(
                        promise.values().stream().map(PlacedText::text).toList())));
            case "hardening" ->
                promise.values().stream()
                        .map(value -> (Rule) new Rule.Hardened(chosen(value, VerifyTable.HARDENING)))
                        .toList();
            default -> rules(promise.word(), promise.values().getFirst());
        };
    }

    private static List<Rule> rules(String word, PlacedText value) {
        return switch (word) {
            case "profile" ->
                Profiles.find(value.text())
                        .orElseThrow(() -> value.fault(
                                "there is no profile \"" + value.text() + "\"",
                                nearest(value.text(), Profiles.names())))
                        .rules();
            case "glibc" -> List.of(new Rule.Newest("GLIBC", glibc(value)));
            case "libc" -> List.of(new Rule.LibcIs(libc(chosen(value, VerifyTable.LIBC))));
            case "isa" -> List.of(new Rule.Level(chosen(value, VerifyTable.ISA).charAt(1) - '0'));
            case "allocator" -> List.of(new Rule.AllocatorIs(chosen(value, VerifyTable.ALLOCATOR)));
            default -> List.of(new Rule.Size(size(value)));
        };
    }

    static Libc.Kind libc(String name) {
        return name.equals("musl") ? Libc.Kind.MUSL : Libc.Kind.GLIBC;
    }

    private static String chosen(PlacedText value, Option option) {
        if (!option.choices().contains(value.text())) {
            throw value.fault(
                    "\"" + value.text() + "\" is no " + option.name(), nearest(value.text(), option.choices()));
        }
        return value.text();
    }

    private static Version glibc(PlacedText value) {
        return VerifyPolicies.glibc(value.text())
                .orElseThrow(() -> value.fault("no version of glibc", "expected \"2.28\" or \"<= 2.28\""));
    }

    private static long size(PlacedText value) {
        return Sizes.parse(value.text())
                .orElseThrow(() -> value.fault("no size", "expected a number of bytes with a unit, such as \"50MiB\""));
    }
}
