// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Body;
import dev.slipway.hcl.HclJson;
import dev.slipway.hcl.HclParser;
import dev.slipway.hcl.function.JsonValues;
import dev.slipway.hcl.value.Value;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads bake files: what they define, with all values found. */
public final class BakeReader {
    private final Surroundings surroundings;
    private final BakeConfig config = new BakeConfig();

    private BakeReader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * What the files define together; later files add to earlier ones.
     *
     * @throws SourceException if a file is wrong
     */
    public static BakeConfig read(List<SourceFile> files, Surroundings surroundings) {
        try {
            return once(files, surroundings);
        } catch (StackOverflowError _) {
            return DeepStack.run(() -> once(files, surroundings));
        }
    }

    private static BakeConfig once(List<SourceFile> files, Surroundings surroundings) {
        BakeReader reader = new BakeReader(surroundings);
        try {
            reader.readAll(files);
        } catch (CycleException e) {
            throw new SourceException(e.diagnostic());
        }
        return reader.config;
    }

    private void readAll(List<SourceFile> files) {
        List<SourceFile> composeFiles = new ArrayList<>();
        List<Body> bodies = new ArrayList<>();
        for (SourceFile file : files) {
            if (isCompose(file)) {
                composeFiles.add(file);
            } else {
                bodies.add(body(file));
            }
        }
        if (!composeFiles.isEmpty()) {
            new ComposeReader(surroundings).read(composeFiles, config);
        }
        if (!bodies.isEmpty()) {
            evaluate(bodies);
        }
    }

    // by its name, and where that says nothing by trying
    private boolean isCompose(SourceFile file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yml") || name.endsWith(".yaml")) {
            return true;
        }
        return !name.endsWith(".hcl") && !name.endsWith(".json") && new ComposeReader(surroundings).isCompose(file);
    }

    private static Body body(SourceFile given) {
        SourceFile file = Encoding.checked(given);
        String name = file.name().toLowerCase(Locale.ROOT);
        if (name.endsWith(".json")) {
            return json(file).orThrow();
        }
        Parsed<Body> parsed = HclParser.parse(file);
        if (!parsed.hasErrors()) {
            return parsed.value();
        }
        Parsed<Body> json = json(file);
        return json.hasErrors() ? parsed.orThrow() : json.value();
    }

    // the language has lists of objects there, buildx has not
    private static Parsed<Body> json(SourceFile file) {
        Parsed<Body> parsed = HclJson.parse(file);
        String text = file.text();
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (parsed.hasErrors() || start == text.length() || text.charAt(start) != '[') {
            return parsed;
        }
        SourceSpan where = file.span(start, start + 1);
        String help = "expected { \"target\": { ... } }";
        return new Parsed<>(
                parsed.value(),
                List.of(Diagnostic.error("a bake file is an object, not a list", where)
                        .withHelp(help)));
    }

    /** The files that are in bake's own language. */
    static List<Body> bodies(List<SourceFile> files) {
        List<Body> bodies = new ArrayList<>();
        for (SourceFile file : files) {
            String name = file.name().toLowerCase(Locale.ROOT);
            if (!name.endsWith(".yml") && !name.endsWith(".yaml")) {
                bodies.add(body(file));
            }
        }
        return bodies;
    }

    private void evaluate(List<Body> bodies) {
        Definitions definitions = Definitions.of(bodies, surroundings.builtIn().keySet());
        Globals globals = new Globals(definitions, surroundings);
        globals.know(() -> new Blocks(definitions.blocks(), globals, definitions.warnings()));
        globals.checkAll();
        showVariables(definitions, globals);
        Blocks blocks = globals.blocks().orElseThrow();
        List<Diagnostic> faults = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (Instance instance : blocks.instances()) {
            try {
                add(instance);
            } catch (SourceException e) {
                for (Diagnostic fault : e.diagnostics()) {
                    // one fault in a block may show in each combination of its matrix
                    if (fault.at().isEmpty() || places.add(fault.at().get().toString())) {
                        faults.add(fault);
                    }
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new SourceException(faults);
        }
        globals.checkAttributes();
        definitions.warnings().forEach(config::warn);
        UnusedVariables.warn(definitions, globals.unused(), config);
        globals.warnOfShadowed(config);
        config.use(blocks.referenced());
        blocks.renamed().forEach((label, names) -> {
            boolean isTheLabel = names.size() == 1 && names.contains(label);
            if (names.isEmpty()) {
                config.addEmpty(label);
            } else if (!isTheLabel) {
                config.addIfAbsent(new Group(label, Optional.empty(), Optional.empty(), new ArrayList<>(names)));
            }
        });
    }

    private void add(Instance instance) {
        if (instance.isGroup()) {
            config.add(instance.group());
            return;
        }
        instance.checkAsserts();
        Target target = instance.target();
        UnknownWords.in(target, config);
        config.add(target);
        config.place(target.name(), instance.place());
    }

    private void showVariables(Definitions definitions, Globals globals) {
        Map<String, VariableBlock> sorted = new TreeMap<>(definitions.variables());
        for (VariableBlock variable : sorted.values()) {
            Value value = globals.value(variable.name(), List.of()).orElse(Value.Null.BARE);
            Optional<String> description = variable.description()
                    .map(attribute -> attribute.expression().value(globals))
                    .map(BakeReader::shown);
            config.add(new ShownVariable(
                    variable.name(),
                    variable.type().map(type -> type.word()),
                    description,
                    value.isNull() ? Optional.empty() : Optional.of(shown(value))));
        }
    }

    private static String shown(Value value) {
        if (value instanceof Value.Text(var text)) {
            return text;
        }
        return JsonWriter.compact(JsonValues.toJson(value));
    }
}
