// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Call;
import dev.slipway.hcl.Callable;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.function.Function;
import dev.slipway.hcl.function.Function.Parameter;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code identity("TARGET")}: what the target is made of, as one word. Only in files that buildx does not read. */
final class IdentityFunction implements Callable.OfExpressions {
    static final String NAME = "identity";

    private final Globals globals;
    private final Map<String, String> found = new HashMap<>();

    IdentityFunction(Globals globals) {
        this.globals = globals;
    }

    @Override
    public Value call(Call call, Scope scope) {
        if (!SlipwayFile.is(call.span().file())) {
            throw SlipwayFile.misplaced(NAME + "()", call.nameSpan());
        }
        Function function = new Function(
                List.of(Parameter.of("target", Primitive.STRING)),
                Optional.empty(),
                arguments ->
                        Value.of(of(arguments.getFirst() instanceof Value.Text(var text) ? text : "", call.span())));
        return call.apply(function, scope);
    }

    private String of(String target, SourceSpan at) {
        String known = found.get(target);
        if (known != null) {
            return known;
        }
        Optional<Blocks> blocks = globals.blocks();
        if (blocks.isEmpty()) {
            return Identities.NONE.of(target, new BakePlan(Map.of(), Map.of()), at);
        }
        globals.inProgress().enter(NAME + " of", target, at);
        try {
            BakeConfig config = blocks.get().madeOf(target);
            if (!config.targets().containsKey(target)) {
                throw SourceException.at(
                        at,
                        "there is no target \"" + target + "\"",
                        Suggestion.didYouMean(target, blocks.get().targetNames())
                                .orElse("none of the files defines it"));
            }
            BakePlan plan = TargetResolver.resolveTargets(config, List.of(target), List.of(), globals.surroundings());
            String identity = globals.surroundings().identities().of(target, plan, at);
            found.put(target, identity);
            return identity;
        } finally {
            globals.inProgress().leave();
        }
    }
}
