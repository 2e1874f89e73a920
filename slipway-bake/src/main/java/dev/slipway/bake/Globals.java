// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Call;
import dev.slipway.hcl.Callable;
import dev.slipway.hcl.References;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.SpecialForms;
import dev.slipway.hcl.Variable;
import dev.slipway.hcl.function.Library;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Type;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What the names at the top of the files mean. Each value is found when it is first asked for. */
final class Globals implements Scope {
    private final Definitions definitions;
    private final Surroundings surroundings;
    private final Map<String, Value> values = new HashMap<>();
    private final Map<String, Callable> functions = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final InProgress inProgress = new InProgress();
    private Optional<Supplier<Blocks>> blocks = Optional.empty();
    private Optional<Blocks> known = Optional.empty();

    Globals(Definitions definitions, Surroundings surroundings) {
        this.definitions = definitions;
        this.surroundings = surroundings;
        surroundings.builtIn().forEach((name, text) -> values.put(name, Value.of(text)));
    }

    InProgress inProgress() {
        return inProgress;
    }

    /**
     * From here on, targets and groups can be asked for their attributes.
     *
     * @param all is asked once, for the first of them
     */
    void know(Supplier<Blocks> all) {
        blocks = Optional.of(all);
    }

    /** The blocks of targets and groups, if these files have such. */
    Optional<Blocks> blocks() {
        if (known.isEmpty() && blocks.isPresent()) {
            known = Optional.of(blocks.get().get());
        }
        return known;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public Optional<Value> variable(String name, List<String> steps) {
        used.add(name);
        return value(name, steps);
    }

    /** The variables that no value asked for. */
    Set<String> unused() {
        Set<String> names = new TreeSet<>(definitions.variables().keySet());
        names.removeAll(used);
        return names;
    }

    /** The value, asked for by no other. */
    Optional<Value> value(String name, List<String> steps) {
        Value known = values.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        if (name.equals("target") || name.equals("group")) {
            return blocks().flatMap(all -> all.reference(name, steps));
        }
        Attribute attribute = definitions.attributes().get(name);
        VariableBlock variable = definitions.variables().get(name);
        if (attribute != null) {
            inProgress.enter("", name, attribute.nameSpan());
        } else if (variable != null) {
            inProgress.enter("", name, variable.block().header());
        } else {
            return Optional.empty();
        }
        Optional<VariableBlock> block = Optional.ofNullable(variable);
        Optional<Attribute> definition =
                Optional.ofNullable(attribute).or(() -> block.flatMap(VariableBlock::fallback));
        try {
            Value value = resolve(name, definition, block);
            values.put(name, value);
            return Optional.of(value);
        } finally {
            // try() goes on after a fault
            inProgress.leave();
        }
    }

    private Value resolve(String name, Optional<Attribute> definition, Optional<VariableBlock> variable) {
        Optional<Type> type = variable.flatMap(VariableBlock::type);
        Value value = definition.isPresent()
                ? definition.get().expression().value(this)
                : type.isPresent() ? new Value.Null(type.get()) : Value.of("");
        if (type.isPresent()) {
            value = typed(value, type.get(), definition, name);
        }
        if (variable.isEmpty()) {
            return value;
        }
        try {
            return overridden(name, value, type).orElse(value);
        } catch (InvalidSetting e) {
            throw variable.get().fault(e.reason(), e.help());
        }
    }

    private static Value typed(Value value, Type type, Optional<Attribute> definition, String name) {
        try {
            return Conversion.to(type, value);
        } catch (ConversionException e) {
            String summary = "\"" + name + "\" is of type " + type.word() + ": " + e.getMessage();
            throw definition.isPresent()
                    ? SourceException.at(definition.get().expression().span(), summary)
                    : Faults.of(summary);
        }
    }

    private Optional<Value> overridden(String name, Value value, Optional<Type> type) throws InvalidSetting {
        String jsonName = name + "_JSON";
        Optional<String> json = surroundings.variable(jsonName);
        if (json.isPresent() && !definitions.variables().containsKey(jsonName)) {
            return Optional.of(new EnvironmentValue(jsonName, json.get()).json(type));
        }
        Optional<String> text = surroundings.variable(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new EnvironmentValue(name, text.get()).read(type.orElse(value.type()), type.isPresent()));
    }

    @Override
    public Optional<Callable> function(String name) {
        Callable known = functions.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Callable> found = builtInFunction(name);
        FunctionBlock own = definitions.functions().get(name);
        if (found.isEmpty() && own != null) {
            check(own);
            found = Optional.of(own.callable(this));
        }
        if (found.isEmpty()) {
            found = name.equals(IdentityFunction.NAME)
                    ? Optional.of(new IdentityFunction(this))
                    : ProjectFunctions.find(name, surroundings);
        }
        found.ifPresent(function -> functions.put(name, function));
        return found;
    }

    /** Warns of functions that are never called, since bake has one of that name. */
    void warnOfShadowed(BakeConfig config) {
        for (FunctionBlock function : definitions.functions().values()) {
            if (builtInFunction(function.name()).isPresent()) {
                Block.Label label = function.block().labels().getFirst();
                String summary =
                        "nothing calls the function \"" + function.name() + "\": bake's own of that name is meant";
                config.warn(Diagnostic.warning("ShadowedFunction", summary, label.span())
                        .withHelp("give it another name"));
            }
        }
    }

    private Optional<Callable> builtInFunction(String name) {
        return switch (name) {
            case "timestamp" -> Optional.of(new Callable.OfValues(Library.timestamp(surroundings.clock())));
            case "uuidv4" -> Optional.of(new Callable.OfValues(Library.uuid(surroundings.random())));
            case "bcrypt" -> Optional.of(new Callable.OfValues(Library.bcrypt(surroundings.random())));
            case "homedir" -> Optional.of(new Callable.OfValues(Library.constant(surroundings.home())));
            default -> {
                Optional<Callable> form = SpecialForms.find(name);
                yield form.isPresent() ? form : Library.find(name).map(Callable.OfValues::new);
            }
        };
    }

    /** What a function's result names must be there, even where the function is never called; and it can't call itself. */
    private void check(FunctionBlock function) {
        inProgress.enter("function", function.name(), function.block().header());
        try {
            checkNames(function);
        } finally {
            inProgress.leave();
        }
    }

    private void checkNames(FunctionBlock function) {
        References references = References.of(function.result());
        for (Call call : references.calls()) {
            if (function(call.name()).isEmpty()) {
                throw unknown(
                        call.nameSpan(), "there is no function \"" + call.name() + "\"", call.name(), functionNames());
            }
        }
        for (Variable variable : references.variables()) {
            if (!function.names().contains(variable.name())
                    && variable(variable.name(), variable.steps()).isEmpty()) {
                throw unknown(
                        variable.span(),
                        "there is no variable \"" + variable.name() + "\"",
                        variable.name(),
                        variableNames());
            }
        }
    }

    private static SourceException unknown(SourceSpan where, String summary, String name, Collection<String> names) {
        return new SourceException(Diagnostic.error(summary, where)
                .withHelp(Suggestion.didYouMean(name, names).orElse("none of the files defines it")));
    }

    @Override
    public Collection<String> variableNames() {
        List<String> names = new ArrayList<>(surroundings.builtIn().keySet());
        names.addAll(definitions.variables().keySet());
        names.addAll(definitions.attributes().keySet());
        return names;
    }

    @Override
    public Collection<String> functionNames() {
        List<String> names = new ArrayList<>(definitions.functions().keySet());
        names.addAll(Library.names());
        names.addAll(List.of("timestamp", "uuidv4", "bcrypt", "homedir", "identity", "try", "can", "convert"));
        return names;
    }

    /** Finds all values, so that a wrong one is told even where it is not used, and checks the variables' rules. */
    void checkAll() {
        for (String name : definitions.variables().keySet()) {
            value(name, List.of());
        }
        for (VariableBlock variable : definitions.variables().values()) {
            for (Condition rule : variable.rules()) {
                rule.check(this, "the value of \"" + variable.name() + "\" is not allowed");
            }
        }
        definitions.functions().keySet().forEach(this::function);
    }

    void checkAttributes() {
        for (String name : definitions.attributes().keySet()) {
            value(name, List.of());
        }
        for (Condition condition : definitions.asserts()) {
            condition.check(this, "an assertion does not hold");
        }
    }
}
