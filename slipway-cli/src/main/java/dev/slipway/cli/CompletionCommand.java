// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;
import java.util.List;

/** {@code slipway completion}: a script for the shell, made from the option tables. */
final class CompletionCommand implements Command {
    private static final List<String> SHELLS = List.of("bash", "zsh");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(
                "completion",
                "bash | zsh",
                "Print a script that completes commands and options in a shell",
                List.of(),
                new CommandSpec.Operands(1, 1, "the name of a shell"));
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        Argument shell = options.operands().getFirst();
        if (!SHELLS.contains(shell.text())) {
            throw shell.error("there is no script for this shell", "expected: bash or zsh");
        }
        // zsh runs bash's completions itself
        String begin =
                shell.text().equals("zsh") ? "#compdef slipway\nautoload -U +X bashcompinit && bashcompinit\n" : "";
        io.out().print(begin + bash());
        return Outcome.OK.code();
    }

    static String bash() {
        StringBuilder out = new StringBuilder("# complete slipway's commands and options; source this file\n");
        out.append("_slipway() {\n  local cur=${COMP_WORDS[COMP_CWORD]} command=\"${COMP_WORDS[1]}\" words=''\n");
        out.append("  COMPREPLY=()\n  if ((COMP_CWORD == 1)); then\n    words='")
                .append(String.join(" ", Commands.firstWords()))
                .append(" help --help --version'\n  else\n");
        out.append("    case \"$command ${COMP_WORDS[2]}\" in\n");
        for (String name : Commands.NAMES) {
            if (name.indexOf(' ') >= 0) {
                out.append("      '")
                        .append(name)
                        .append("') words='")
                        .append(options(name))
                        .append("' ;;\n");
            }
        }
        out.append("      *)\n        case $command in\n");
        for (String word : Commands.firstWords()) {
            List<String> group = Commands.groupOf(word);
            String words = group.isEmpty() ? options(word) : String.join(" ", group) + " --help";
            out.append("          ")
                    .append(word)
                    .append(") words='")
                    .append(words)
                    .append("' ;;\n");
        }
        out.append("          help) words='").append(String.join(" ", Commands.firstWords()));
        out.append(" exit-codes' ;;\n        esac ;;\n    esac\n  fi\n");
        out.append("  while read -r word; do COMPREPLY+=(\"$word\"); done < <(compgen -W \"$words\" -- \"$cur\")\n");
        return out.append("}\ncomplete -o default -F _slipway slipway\n").toString();
    }

    private static String options(String name) {
        StringBuilder out = new StringBuilder();
        for (Option option : Commands.find(name).orElseThrow().spec().options()) {
            if (option.support() != Option.Support.LATER) {
                out.append(option.dashed()).append(' ');
            }
        }
        return out.append("--help").toString();
    }
}
