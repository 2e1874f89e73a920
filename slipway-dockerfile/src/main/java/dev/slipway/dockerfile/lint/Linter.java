// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceSpan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Applies the build checks to all stages of a Dockerfile. */
public final class Linter {
    // what an empty image has
    private static final Set<String> SCRATCH_VARIABLES = Set.of("PATH");

    private final Parsed<Dockerfile> parsed;
    private final LintInput input;
    private final CheckOptions options;
    private final Findings findings;
    private final WordExpander expander;
    private final Map<String, String> globals;
    private final Set<String> declared = new HashSet<>();

    private Linter(Parsed<Dockerfile> parsed, LintInput input, CheckOptions options) {
        this.parsed = parsed;
        this.input = input;
        this.options = options;
        this.findings = new Findings(options);
        this.expander = WordExpander.ofWords(parsed.value().directives().escape());
        this.globals = new HashMap<>(input.globals());
    }

    /**
     * What the rules find, in no promised order; rules that {@code # check=skip=} names are left out.
     *
     * @param parsed the Dockerfile with what its parser had to say
     */
    public static List<Finding> lint(Parsed<Dockerfile> parsed, LintInput input, CheckOptions options) {
        return new Linter(parsed, input, options).run();
    }

    /** The options that the file asks for; what is wrong with them is reported. */
    public static Parsed<CheckOptions> options(Dockerfile dockerfile) {
        return dockerfile
                .directives()
                .check()
                .map(CheckOptions::parse)
                .orElseGet(() -> new Parsed<>(CheckOptions.DEFAULT, List.of()));
    }

    private List<Finding> run() {
        if (options.skip().contains("all")) {
            return List.of();
        }
        Dockerfile dockerfile = parsed.value();
        emptyContinuations();
        new Casing(findings).check(dockerfile.stages());
        globals(dockerfile.globalArgs());
        new FromRules(findings, expander, globals, declared).check(dockerfile);
        ArchitecturePaths paths = new ArchitecturePaths(findings, dockerfile, input.architectures());
        Map<String, Scope> scopes = new HashMap<>();
        for (Stage stage : dockerfile.stages()) {
            description(stage.from());
            Scope scope = scope(stage.from(), scopes);
            new StageRules(new StageRules.Shared(findings, expander, paths), globals, input.ignored(), scope)
                    .check(stage);
            scopes.put(Integer.toString(stage.index()), scope);
            stage.name().ifPresent(name -> scopes.put(name, scope));
        }
        return findings.all();
    }

    private void globals(List<Instruction.Arg> args) {
        WordRules words = new WordRules(findings);
        for (Instruction.Arg arg : args) {
            for (Instruction.Declaration declaration : arg.declarations()) {
                String name = declaration.name().raw();
                declared.add(name);
                declaration
                        .value()
                        .map(word -> expander.expand(word, Variables.of(globals)))
                        .map(Expanded::value)
                        .ifPresent(value -> globals.put(name, value));
            }
            List<String> names = arg.declarations().stream()
                    .map(declaration -> declaration.name().raw())
                    .toList();
            words.description(arg, names, arg.comments());
        }
    }

    private void description(Instruction.From from) {
        List<String> names = from.name().stream()
                .map(name -> name.text().toLowerCase(Locale.ROOT))
                .toList();
        new WordRules(findings).description(from, names, from.comments());
    }

    private Scope scope(Instruction.From from, Map<String, Scope> scopes) {
        String base = expander.expand(from.base(), Variables.of(globals)).value();
        if (base.equals("scratch")) {
            return new Scope(SCRATCH_VARIABLES, true);
        }
        Scope stage = scopes.get(base.toLowerCase(Locale.ROOT));
        if (stage != null) {
            return stage.copy();
        }
        Optional<String> platform = from.platform().isPresent()
                ? Optional.of(expander.expand(from.platform().get(), Variables.of(globals))
                        .value())
                : Optional.empty();
        Optional<Set<String>> known = input.bases().variables(from, base, platform);
        Set<String> variables = new HashSet<>(SCRATCH_VARIABLES);
        known.ifPresent(variables::addAll);
        return new Scope(variables, known.isPresent());
    }

    // the parser sees these; docker reports them at the end of their instruction
    private void emptyContinuations() {
        for (Diagnostic diagnostic : parsed.diagnostics()) {
            if (diagnostic
                            .rule()
                            .filter(Rule.NO_EMPTY_CONTINUATION.ruleName()::equals)
                            .isPresent()
                    && diagnostic.at().isPresent()) {
                SourceSpan at = diagnostic.at().get();
                findings.add(Rule.NO_EMPTY_CONTINUATION, "Empty continuation line", at, lastLine(at));
            }
        }
    }

    private SourceSpan lastLine(SourceSpan at) {
        for (Stage stage : parsed.value().stages()) {
            for (Instruction instruction : stage.instructions()) {
                SourceSpan span = instruction.span();
                if (span.start() <= at.start() && at.start() < span.end()) {
                    return span.file().span(span.file().lineStart(span.lastLine()), span.end());
                }
            }
        }
        return at;
    }
}
