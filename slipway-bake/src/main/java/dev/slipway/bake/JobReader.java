// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.hcl.Scope;
import dev.slipway.hcl.value.Conversion;
import dev.slipway.hcl.value.ConversionException;
import dev.slipway.hcl.value.Primitive;
import dev.slipway.hcl.value.Value;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code job} blocks of a project, and the {@code cache} blocks that have a name. */
public final class JobReader {
    static final String BLOCK = "job";

    private final Globals globals;
    private final Map<String, Block> caches = new LinkedHashMap<>();
    private final List<Diagnostic> warnings = new ArrayList<>();

    private JobReader(Globals globals) {
        this.globals = globals;
    }

    /** Whether a file may have such a block: one that has not is not worth being parsed. */
    public static boolean mayBeIn(String text) {
        return CachePolicyReader.mayBeIn(BLOCK, text);
    }

    /**
     * All jobs of the files, which may use each other's variables and functions, and attributes of targets.
     *
     * @throws SourceException if a file is wrong
     */
    public static Jobs read(List<SourceFile> files, Surroundings surroundings) {
        List<Body> bodies = BakeReader.bodies(files);
        Definitions definitions = Definitions.of(bodies, surroundings.builtIn().keySet());
        Globals globals = new Globals(definitions, surroundings);
        globals.know(() -> new Blocks(definitions.blocks(), globals, definitions.warnings()));
        try {
            return new JobReader(globals).read(definitions);
        } catch (CycleException e) {
            throw new SourceException(e.diagnostic());
        }
    }

    private Jobs read(Definitions definitions) {
        for (Block block : definitions.others()) {
            if (block.type().equals(CachePolicyReader.BLOCK) && !block.labels().isEmpty()) {
                Block.Label label = label(block);
                if (caches.put(label.text(), block) != null) {
                    throw SourceException.at(label.span(), "there are two caches of that name", "give each its own");
                }
            }
        }
        List<Job> jobs = new ArrayList<>();
        for (Block block : definitions.others()) {
            if (block.type().equals(BLOCK)) {
                jobs.addAll(jobs(block));
            }
        }
        // each is read once, so that a wrong one is told even if no job has it
        JobCacheReader reader = new JobCacheReader(caches, globals);
        caches.values().forEach(reader::check);
        return new Jobs(jobs);
    }

    private List<Job> jobs(Block block) {
        Block.Label label = label(block);
        checkName(label.text(), label.span());
        Map<String, Attribute> attributes = block.body().content(Map.of()).attributes();
        List<Job> found = new ArrayList<>();
        for (Scope scope : scopes(attributes)) {
            found.add(
                    new JobBlock(block, scope, new JobCacheReader(caches, scope)).read(name(label, attributes, scope)));
        }
        return found;
    }

    private static Block.Label label(Block block) {
        if (block.labels().size() != 1) {
            throw SourceException.at(
                    block.header(),
                    "a " + block.type() + " block has one name",
                    "expected " + block.type() + " \"NAME\" { ... }");
        }
        return block.labels().getFirst();
    }

    private List<Scope> scopes(Map<String, Attribute> attributes) {
        MatrixRules rules = MatrixRules.none();
        Optional.ofNullable(attributes.get("exclude")).ifPresent(rules.excludes()::add);
        Optional.ofNullable(attributes.get("include")).ifPresent(rules.includes()::add);
        Attribute matrix = attributes.get("matrix");
        if (matrix != null) {
            return new MatrixScopes(matrix, rules, globals).all(warnings);
        }
        for (Attribute rule : attributes.values()) {
            if (rule.name().equals("exclude") || rule.name().equals("include")) {
                throw SourceException.at(rule.nameSpan(), "the job has no matrix", "expected matrix = {...}");
            }
        }
        return List.of(globals);
    }

    private PlacedText name(Block.Label label, Map<String, Attribute> attributes, Scope scope) {
        Attribute name = attributes.get("name");
        Attribute matrix = attributes.get("matrix");
        if (name != null) {
            PlacedText own = text(name, scope);
            checkName(own.text(), own.span());
            return own;
        }
        StringBuilder all = new StringBuilder(label.text());
        if (matrix != null) {
            for (String axis : matrix.expression().value(globals).entries().keySet()) {
                scope.variable(axis, List.of())
                        .ifPresent(value -> all.append('-').append(worded(value)));
            }
        }
        return new PlacedText(all.toString(), matrix == null ? label.span() : matrix.nameSpan());
    }

    // what a name can't have is a hyphen
    private static String worded(Value value) {
        String text;
        try {
            text = Conversion.to(Primitive.STRING, value) instanceof Value.Text(var plain) ? plain : "none";
        } catch (ConversionException _) {
            text = "x";
        }
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            word.append(isNamed(text.charAt(i)) ? text.charAt(i) : '-');
        }
        return word.toString();
    }

    private static PlacedText text(Attribute attribute, Scope scope) {
        SourceSpan where = attribute.expression().span();
        try {
            if (Conversion.to(Primitive.STRING, attribute.expression().value(scope)) instanceof Value.Text(var text)) {
                return new PlacedText(text, where);
            }
        } catch (ConversionException e) {
            throw SourceException.at(where, attribute.name() + ": " + e.getMessage());
        }
        throw SourceException.at(where, "the name is null", "expected a text");
    }

    private static void checkName(String name, SourceSpan where) {
        boolean isName = !name.isEmpty() && name.charAt(0) != '-' && name.charAt(0) != '.';
        for (int i = 0; i < name.length(); i++) {
            isName &= isNamed(name.charAt(i));
        }
        if (!isName) {
            throw SourceException.at(
                    where, "\"" + name + "\" is no name of a job", "expected letters, digits, _, - and .");
        }
    }

    private static boolean isNamed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "_-.".indexOf(c) >= 0;
    }
}
