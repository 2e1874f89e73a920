// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.HclParser;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.ScopePattern;
import dev.slipway.trust.SignerKey;
import dev.slipway.trust.TrustedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code cache} block of a file. Its values may use the variables and functions of the same file. */
public final class CachePolicyReader {
    static final String BLOCK = "cache";

    private static final PolicyBlock.Words CACHE = new PolicyBlock.Words(
            "a cache block",
            List.of("scope", "by-actor", "reads", "only-own", "require-signed"),
            Map.of("trust", 1, "gc", 0));
    private static final PolicyBlock.Words TRUST = new PolicyBlock.Words("a trust block", List.of("keys"), Map.of());
    private final Globals globals;

    private CachePolicyReader(Globals globals) {
        this.globals = globals;
    }

    /**
     * Whether a file may have such a block: one that has not is not worth being parsed. A look at the begin of each line, as
     * this is asked before each build.
     */
    public static boolean mayBeIn(String text) {
        return mayBeIn(BLOCK, text);
    }

    static boolean mayBeIn(String type, String text) {
        for (int at = text.indexOf(type); at >= 0; at = text.indexOf(type, at + 1)) {
            int begin = at;
            while (begin > 0 && (text.charAt(begin - 1) == ' ' || text.charAt(begin - 1) == '\t')) {
                begin--;
            }
            int end = at + type.length();
            boolean isWord = end == text.length() || " \t{\r\n\"".indexOf(text.charAt(end)) >= 0;
            if (isWord && (begin == 0 || text.charAt(begin - 1) == '\n')) {
                return true;
            }
        }
        return false;
    }

    /**
     * The policy, if the file has one.
     *
     * @throws SourceException if the file is wrong
     */
    public static Optional<CachePolicy> read(SourceFile file, Surroundings surroundings) {
        Body body = HclParser.parse(file).orThrow();
        // one with a name is a job's
        List<Block> found = body.content(Map.of()).others().stream()
                .filter(block -> block.type().equals(BLOCK) && block.labels().isEmpty())
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            throw SourceException.at(found.get(1).header(), "the file has two cache blocks", "make one of them");
        }
        Definitions definitions =
                Definitions.of(List.of(body), surroundings.builtIn().keySet());
        return Optional.of(new CachePolicyReader(new Globals(definitions, surroundings)).policy(found.getFirst()));
    }

    private CachePolicy policy(Block block) {
        PolicyBlock cache = new PolicyBlock(block, CACHE, globals);
        List<CacheScope> reads = new ArrayList<>();
        for (PlacedText name : cache.texts("reads")) {
            reads.add(scope(name));
        }
        return new CachePolicy(
                cache.text("scope").map(CachePolicyReader::scopeName),
                cache.flag("by-actor"),
                reads,
                cache.flag("only-own"),
                cache.flag("require-signed"),
                cache.blocks("trust").stream().map(this::trusted).toList(),
                new GcBlockReader(globals).read(cache.blocks("gc")));
    }

    private static String scopeName(PlacedText name) {
        return name.text().equals(CachePolicy.FROM_CI)
                ? CachePolicy.FROM_CI
                : scope(name).name();
    }

    private static CacheScope scope(PlacedText name) {
        Optional<String> fault = CacheScope.fault(name.text());
        if (fault.isPresent()) {
            throw name.fault(fault.get(), "expected a name such as \"acme/app/main\"");
        }
        return new CacheScope(name.text());
    }

    private TrustedKeys trusted(Block block) {
        Block.Label label = block.labels().getFirst();
        Optional<String> fault = ScopePattern.fault(label.text());
        if (fault.isPresent()) {
            throw SourceException.at(label.span(), fault.get(), "* stands for any characters");
        }
        List<SignerKey> keys = new ArrayList<>();
        for (PlacedText text : new PolicyBlock(block, TRUST, globals).texts("keys")) {
            keys.add(SignerKey.parse(text.text())
                    .orElseThrow(() -> text.fault(
                            "this is no public key", "expected \"ed25519:...\", as slipway cache keygen prints it")));
        }
        if (keys.isEmpty()) {
            throw SourceException.at(block.header(), "nobody is trusted here", "expected keys = [\"ed25519:...\"]");
        }
        return new TrustedKeys(new ScopePattern(label.text()), keys);
    }
}
