// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.CachePolicy;
import dev.slipway.bake.GcBlock;
import dev.slipway.text.UsageException;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.SigningKey;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose cache records a build reads and writes, and whom it trusts: what the command line says, else the environment, else
 * the policy.
 */
final class CacheAccess {
    private static final String KEY_VARIABLE = "SLIPWAY_CACHE_KEY";
    private static final String SCOPE_VARIABLE = "SLIPWAY_CACHE_SCOPE";

    private final Optional<CachePolicy> policy;
    private final Scopes scopes;
    private final boolean requireSigned;
    private final Supplier<Optional<SigningKey>> key;
    private @Nullable Trust trust;

    private CacheAccess(
            Optional<CachePolicy> policy, Scopes scopes, boolean requireSigned, Supplier<Optional<SigningKey>> key) {
        this.policy = policy;
        this.scopes = scopes;
        this.requireSigned = requireSigned;
        this.key = key;
    }

    static CacheAccess read(ParsedOptions parsed, Io io) {
        Optional<CachePolicy> policy = CachePolicyFile.find(io);
        CacheScope own = own(parsed, policy, io);
        boolean alone = parsed.isSet(BuildTable.CACHE_OWN_SCOPE_ONLY);
        boolean requireSigned = parsed.isSet(BuildTable.CACHE_REQUIRE_SIGNED);
        Scopes all = new Scopes(own, List.of());
        // not by mapping it: a build without a policy is not to load what one is made of
        if (policy.isPresent()) {
            all = new Scopes(own, policy.get().reads());
            alone |= policy.get().onlyOwn();
            requireSigned |= policy.get().requireSigned();
        }
        Optional<Argument> keyFile = parsed.value(BuildTable.CACHE_KEY);
        keyFile.ifPresent(CacheAccess::requireFile);
        return new CacheAccess(
                policy, alone ? all.alone() : all, requireSigned, () -> signingKey(keyFile, io.environment()));
    }

    private static CacheScope own(ParsedOptions parsed, Optional<CachePolicy> policy, Io io) {
        Optional<Argument> given = parsed.value(BuildTable.CACHE_SCOPE);
        if (given.isEmpty() && policy.isEmpty() && io.variable(SCOPE_VARIABLE).isEmpty()) {
            return CacheScope.DEFAULT;
        }
        CachePolicy said = policy.orElse(CachePolicy.NONE);
        CiScope fromCi = new CiScope(io.environment(), said.byActor());
        if (given.isPresent()) {
            return given(given.get(), fromCi);
        }
        String variable = io.variable(SCOPE_VARIABLE);
        if (!variable.isEmpty()) {
            CommandLine line = new CommandLine(List.of(SCOPE_VARIABLE + "=" + variable), 0);
            return given(new Argument("environment", variable, line, 0, 0, SCOPE_VARIABLE.length() + 1), fromCi);
        }
        // the same policy holds on the machines of people
        return said.scope().equals(Optional.of(CachePolicy.FROM_CI))
                ? fromCi.find().orElse(CacheScope.DEFAULT)
                : said.scope().map(CacheScope::new).orElse(CacheScope.DEFAULT);
    }

    private static CacheScope given(Argument name, CiScope fromCi) {
        if (name.text().equals(CachePolicy.FROM_CI)) {
            return fromCi.find()
                    .orElseThrow(() -> name.error(
                            "this is no job of a CI service that is known", "name the scope, such as acme/app/main"));
        }
        Optional<String> fault = CacheScope.fault(name.text());
        if (fault.isPresent()) {
            throw name.error(fault.get(), "expected: a name such as acme/app/main, or ci");
        }
        return new CacheScope(name.text());
    }

    private static void requireFile(Argument file) {
        if (!Files.isReadable(Paths.of(file))) {
            throw file.error("there is no such file, or it cannot be read", "slipway cache keygen FILE makes one");
        }
    }

    private static Optional<SigningKey> signingKey(Optional<Argument> file, Map<String, String> environment) {
        String variable = environment.getOrDefault(KEY_VARIABLE, "");
        if (file.isPresent()) {
            return Optional.of(parse(
                    text(Paths.of(file.get())), "--cache-key " + file.get().text()));
        }
        if (variable.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(parse(variable.contains("-----BEGIN") ? variable : text(Path.of(variable)), KEY_VARIABLE));
    }

    private static SigningKey parse(String text, String from) {
        return SigningKey.parse(text)
                .orElseThrow(() -> new UsageException(
                        from + ": this is no Ed25519 key in PKCS#8 and PEM; slipway cache keygen FILE makes one"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("cannot read the key " + Reasons.of(e), e);
        }
    }

    /** The same for who writes into that scope, and reads no other. */
    CacheAccess in(CacheScope scope) {
        return new CacheAccess(policy, new Scopes(scope, List.of()), requireSigned, key);
    }

    Scopes scopes() {
        return scopes;
    }

    /** The judge of what comes from caches elsewhere. Reads the key, so it is asked for only where there are any. */
    synchronized Trust trust() {
        Trust known = trust;
        if (known == null) {
            known = new Trust(scopes, policy.orElse(CachePolicy.NONE).trusted(), requireSigned, key.get());
            trust = known;
        }
        return known;
    }

    /** Tells of a key that is none before anything is built. */
    void requireKey() {
        trust();
    }

    /** What the policy says about what is kept. */
    Optional<GcBlock> gc() {
        return policy.isPresent() ? policy.get().gc() : Optional.empty();
    }
}
