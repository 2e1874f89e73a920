// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.lint.Rule;
import dev.slipway.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/cli.md} is made from the option tables, so that it cannot drift from them. */
class ManualTest {
    private static final Path DOCS = Path.of("../docs");

    @Test
    void theManualSaysWhatTheTablesSay() {
        Golden.checkFile(DOCS.resolve("cli.md"), manual());
    }

    @Test
    void eachOptionThatIsNotWholeIsNamedOnThePageOfCompatibility() throws IOException {
        String page = Files.readString(DOCS.resolve("compatibility.md"));
        for (String name : Commands.NAMES) {
            for (Option option : Commands.find(name).orElseThrow().spec().options()) {
                if (option.support() != Option.Support.FULL) {
                    assertThat(page).contains("`" + option.dashed());
                }
            }
        }
    }

    @Test
    void eachBuildCheckIsOnThePageOfChecks() throws IOException {
        String page = Files.readString(DOCS.resolve("checks.md"));
        for (Rule rule : Rule.values()) {
            assertThat(page).contains(rule.isOwn() ? "### " + rule.ruleName() + "\n" : "| " + rule.ruleName() + " |");
        }
    }

    private static String manual() {
        StringBuilder out = new StringBuilder("# The command line\n");
        out.append("Made from the option tables (`ManualTest`, `-Dslipway.golden=update`); do not edit.\n\n");
        out.append(
                "An option's value stands behind `=` or as the next word (`--tag=x`, `--tag x`, `-t x`, `-tx`); a flag ");
        out.append("is turned off by `=false`; `--` ends the options. Of an option that takes one value the last one ");
        out.append("given holds; those marked \"any number\" keep all.\n");
        for (String name : Commands.NAMES) {
            command(out, Commands.find(name).orElseThrow().spec());
        }
        out.append("\n## Exit status\n| status | meaning |\n|---|---|\n");
        for (Outcome outcome : Outcome.values()) {
            out.append("| ")
                    .append(outcome.code())
                    .append(" | ")
                    .append(outcome.meaning())
                    .append(" |\n");
        }
        return out.append("\n`slipway run` passes on the status of the program that it ran.\n")
                .toString();
    }

    private static void command(StringBuilder out, CommandSpec spec) {
        out.append("\n## slipway ").append(spec.name()).append("\n`slipway ").append(spec.name());
        out.append(spec.options().isEmpty() ? "" : " [OPTIONS]");
        out.append(spec.synopsis().isEmpty() ? "" : " " + spec.synopsis()).append("`\n\n");
        out.append(spec.summary()).append(".\n");
        for (String group : HelpText.groups(spec)) {
            out.append("\n### ").append(group).append("\n| option | |\n|---|---|\n");
            for (Option option : spec.options()) {
                if (option.group().equals(group)) {
                    out.append("| ")
                            .append(cell("`" + HelpText.left(option).strip() + "`"))
                            .append(" | ");
                    out.append(cell(meaning(option))).append(" |\n");
                }
            }
        }
    }

    private static String meaning(Option option) {
        String fallback = option.fallback().isEmpty() ? "" : "; default: `" + option.fallback() + "`";
        String number = option.kind() == Option.Kind.LIST ? "; any number" : "";
        String support = switch (option.support()) {
            case FULL -> "";
            case ACCEPTED -> " (**no effect**: " + option.note() + ")";
            case PARTIAL -> " (**" + option.note() + "**)";
            case LATER -> " (**not yet**: " + option.note() + ")";
        };
        return option.summary() + fallback + number + support;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
