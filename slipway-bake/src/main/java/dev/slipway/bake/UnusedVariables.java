// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.Expression;
import dev.slipway.hcl.References;
import dev.slipway.hcl.Variable;
import dev.slipway.text.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of variables that nothing uses. */
final class UnusedVariables {
    private UnusedVariables() {}

    /** @param candidates those whose value nothing asked for; some may stand where nothing was evaluated */
    static void warn(Definitions definitions, Set<String> candidates, BakeConfig config) {
        if (candidates.isEmpty()) {
            return;
        }
        for (Expression expression : expressions(definitions)) {
            for (Variable variable : References.of(expression).variables()) {
                candidates.remove(variable.name());
            }
        }
        for (String name : candidates) {
            VariableBlock variable = definitions.variables().get(name);
            if (variable != null) {
                Block.Label label = variable.block().labels().getFirst();
                config.warn(
                        Diagnostic.warning("UnusedVariable", "nothing uses the variable \"" + name + "\"", label.span())
                                .withHelp("take it away, or use it"));
            }
        }
    }

    private static List<Expression> expressions(Definitions definitions) {
        List<Expression> all = new ArrayList<>();
        add(definitions.attributes(), all);
        for (Block block : definitions.blocks()) {
            add(block.body().content(Map.of()).attributes(), all);
        }
        definitions.others().forEach(block -> addAll(block, all));
        for (VariableBlock variable : definitions.variables().values()) {
            add(variable.block().body().content(Map.of("validation", 0)).attributes(), all);
        }
        return all;
    }

    private static void addAll(Block block, List<Expression> all) {
        Body.Content content = block.body().content(Map.of());
        add(content.attributes(), all);
        content.others().forEach(inner -> addAll(inner, all));
    }

    private static void add(Map<String, Attribute> attributes, List<Expression> all) {
        for (Attribute attribute : attributes.values()) {
            all.add(attribute.expression());
        }
    }
}
