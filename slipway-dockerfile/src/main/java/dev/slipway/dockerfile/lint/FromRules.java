// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Located;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Variables;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules on FROM and the names of stages. */
final class FromRules {
    private static final Set<String> RESERVED = Set.of("context", "scratch");
    private static final String TARGET = "TARGETPLATFORM";

    private final Findings findings;
    private final WordExpander expander;
    private final Variables globals;
    private final Set<String> declared;

    /** @param globals the values that arguments before the first FROM have by default */
    FromRules(Findings findings, WordExpander expander, Map<String, String> globals, Set<String> declared) {
        this.findings = findings;
        this.expander = expander;
        this.globals = Variables.of(globals);
        this.declared = declared;
    }

    void check(Dockerfile dockerfile) {
        Set<String> names = new HashSet<>();
        for (Stage stage : dockerfile.stages()) {
            stage.from().name().ifPresent(name -> name(stage, name, names));
            base(stage.from());
            stage.from().platform().ifPresent(platform -> platform(stage, platform));
        }
    }

    private void name(Stage stage, Located name, Set<String> earlier) {
        String lower = name.text().toLowerCase(Locale.ROOT);
        var lines = stage.from().span();
        if (!lower.equals(name.text())) {
            findings.add(
                    Rule.STAGE_NAME_CASING, "Stage name '" + name.text() + "' should be lowercase", name.span(), lines);
        }
        if (RESERVED.contains(lower)) {
            findings.add(
                    Rule.RESERVED_STAGE_NAME,
                    "Stage name should not use the same name as reserved stage \"" + lower + "\"",
                    name.span(),
                    lines);
        }
        if (!earlier.add(lower)) {
            findings.add(
                    Rule.DUPLICATE_STAGE_NAME,
                    "Duplicate stage name \"" + lower + "\", stage names should be unique",
                    name.span(),
                    lines);
        }
    }

    private void base(Instruction.From from) {
        Expanded base = expander.expand(from.base(), globals);
        if (base.problem().isPresent()) {
            return;
        }
        if (!References.isValid(base.value())) {
            findings.add(
                    Rule.INVALID_DEFAULT_ARG_IN_FROM,
                    "Default value for ARG " + from.base().raw() + " results in empty or invalid base image name",
                    from.base().span(),
                    from.span());
        }
        undeclared(from, from.base(), base);
    }

    private void undeclared(Instruction.From from, Word word, Expanded expanded) {
        for (String name : new TreeSet<>(expanded.unset())) {
            if (!declared.contains(name)) {
                TreeSet<String> known = new TreeSet<>(globals.names());
                known.addAll(declared);
                Optional<String> meant = Nearest.to(name, known);
                findings.add(
                        Rule.UNDEFINED_ARG_IN_FROM,
                        "FROM argument '" + name + "' is not declared"
                                + meant.map(near -> " (did you mean " + near + "?)")
                                        .orElse(""),
                        word.span(),
                        from.span());
            }
        }
    }

    private void platform(Stage stage, Word platform) {
        Instruction.From from = stage.from();
        Expanded expanded = expander.expand(platform, globals);
        boolean constant = !platform.raw().isEmpty()
                && expanded.used().isEmpty()
                && expanded.unset().isEmpty();
        if (constant && !stage.name().map(name -> tells(name, platform.raw())).orElse(false)) {
            findings.add(
                    Rule.FROM_PLATFORM_FLAG_CONST_DISALLOWED,
                    "FROM --platform flag should not use constant value \"" + platform.raw() + "\"",
                    platform.span(),
                    from.span());
        }
        if (platform.raw().equals("$" + TARGET) || platform.raw().equals("${" + TARGET + "}")) {
            findings.add(
                    Rule.REDUNDANT_TARGET_PLATFORM,
                    "Setting platform to predefined " + platform.raw()
                            + " in FROM is redundant as this is the default behavior",
                    platform.span(),
                    from.span());
        }
        undeclared(from, platform, expanded);
    }

    // a stage that is named for its platform means it
    private static boolean tells(String name, String platform) {
        int slash = platform.indexOf('/');
        String system = slash < 0 ? platform : platform.substring(0, slash);
        String rest = slash < 0 ? platform : platform.substring(slash + 1);
        int second = rest.indexOf('/');
        String architecture = second < 0 ? rest : rest.substring(0, second);
        return (!system.isEmpty() && name.contains(system)) || (!architecture.isEmpty() && name.contains(architecture));
    }
}
