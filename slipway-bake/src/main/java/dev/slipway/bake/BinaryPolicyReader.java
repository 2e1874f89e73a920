// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.HclParser;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the {@code policy} blocks of a file. Their values may use the variables and functions of the same file. */
public final class BinaryPolicyReader {
    static final String BLOCK = "policy";

    private static final List<String> FLAGS = List.of("static", "no-rpath");
    private static final List<String> TEXTS = List.of("profile", "glibc", "libc", "isa", "allocator", "max-size");
    private static final List<String> LISTS = List.of("needed", "hardening");
    private static final PolicyBlock.Words POLICY = new PolicyBlock.Words("a policy", all(), Map.of("waiver", 0));
    private static final PolicyBlock.Words WAIVER =
            new PolicyBlock.Words("a waiver", List.of("rule", "file", "symbol", "reason", "expires"), Map.of());

    private final Globals globals;

    private BinaryPolicyReader(Globals globals) {
        this.globals = globals;
    }

    private static List<String> all() {
        List<String> words = new ArrayList<>(TEXTS);
        words.addAll(LISTS);
        words.addAll(FLAGS);
        return words;
    }

    /**
     * All policies of the file, in its order.
     *
     * @throws SourceException if the file is wrong
     */
    public static List<BinaryPolicy> read(SourceFile file, Surroundings surroundings) {
        Body body = HclParser.parse(file).orThrow();
        List<Block> found = body.content(Map.of(BLOCK, 1)).blocks();
        if (found.isEmpty()) {
            return List.of();
        }
        Definitions definitions =
                Definitions.of(List.of(body), surroundings.builtIn().keySet());
        BinaryPolicyReader reader = new BinaryPolicyReader(new Globals(definitions, surroundings));
        List<BinaryPolicy> policies = new ArrayList<>();
        for (Block block : found) {
            BinaryPolicy policy = reader.policy(block);
            for (BinaryPolicy other : policies) {
                if (other.name().text().equals(policy.name().text())) {
                    throw policy.name().fault("the file has two policies of that name", "give each its own");
                }
            }
            policies.add(policy);
        }
        return policies;
    }

    private BinaryPolicy policy(Block block) {
        Block.Label label = block.labels().getFirst();
        PolicyBlock policy = new PolicyBlock(block, POLICY, globals);
        List<BinaryPolicy.Promise> promises = new ArrayList<>();
        for (String word : TEXTS) {
            policy.text(word).ifPresent(text -> promises.add(new BinaryPolicy.Promise(word, List.of(text))));
        }
        for (String word : LISTS) {
            if (policy.has(word)) {
                promises.add(new BinaryPolicy.Promise(word, policy.texts(word)));
            }
        }
        for (String word : FLAGS) {
            if (policy.flag(word)) {
                promises.add(new BinaryPolicy.Promise(word, List.of()));
            }
        }
        if (promises.isEmpty()) {
            throw SourceException.at(
                    block.header(), "the policy promises nothing", "expected profile, glibc, static, ... in it");
        }
        List<BinaryPolicy.Waiver> waivers =
                policy.blocks("waiver").stream().map(this::waiver).toList();
        return new BinaryPolicy(new PlacedText(label.text(), label.span()), promises, waivers);
    }

    private BinaryPolicy.Waiver waiver(Block block) {
        PolicyBlock waiver = new PolicyBlock(block, WAIVER, globals);
        if (!waiver.has("rule") && !waiver.has("file") && !waiver.has("symbol")) {
            throw SourceException.at(
                    block.header(), "the waiver would let all pass", "say which rule, file or symbol it is for");
        }
        return new BinaryPolicy.Waiver(
                block.header(),
                waiver.text("rule"),
                waiver.text("file").map(PlacedText::text),
                waiver.text("symbol").map(PlacedText::text),
                needed(waiver, block, "reason", "say why, so that somebody can take it away one day")
                        .text(),
                date(needed(waiver, block, "expires", "say until when: expires = \"2027-01-31\"")));
    }

    private static PlacedText needed(PolicyBlock waiver, Block block, String word, String help) {
        PlacedText text = waiver.text(word)
                .orElseThrow(() -> SourceException.at(block.header(), "the waiver has no \"" + word + "\"", help));
        if (text.text().isBlank()) {
            throw text.fault("\"" + word + "\" is empty", help);
        }
        return text;
    }

    private static LocalDate date(PlacedText text) {
        try {
            return LocalDate.parse(text.text());
        } catch (DateTimeException _) {
            throw text.fault("\"" + text.text() + "\" is no day", "expected year, month and day: \"2027-01-31\"");
        }
    }
}
