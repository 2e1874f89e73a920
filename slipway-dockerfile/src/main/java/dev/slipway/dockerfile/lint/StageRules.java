// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.RunMount;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.dockerfile.words.Expanded;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.text.GoPath;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Rules on the instructions of one stage, in their order. */
final class StageRules {
    private final Findings findings;
    private final WordRules words;
    private final WordExpander expander;
    private final Map<String, String> globals;
    private final IgnorePatterns ignored;
    private final Scope scope;
    private final ArchitecturePaths paths;
    private boolean isOfOnePlatform;
    private final Map<String, Instruction> once = new HashMap<>();

    /** What the rules of all stages have in common. */
    record Shared(Findings findings, WordExpander expander, ArchitecturePaths paths) {}

    StageRules(Shared shared, Map<String, String> globals, IgnorePatterns ignored, Scope scope) {
        this.findings = shared.findings();
        this.words = new WordRules(findings);
        this.expander = shared.expander();
        this.paths = shared.paths();
        this.globals = globals;
        this.ignored = ignored;
        this.scope = scope;
    }

    /** Checks all of the stage; its scope is then that of its end. */
    void check(Stage stage) {
        isOfOnePlatform = stage.from().platform().isPresent();
        stage.instructions().forEach(this::check);
    }

    private void check(Instruction instruction) {
        // no switch over types: it costs milliseconds at its first use, which is on the path of every build
        if (instruction instanceof Instruction.Env env) {
            env(env);
        } else if (instruction instanceof Instruction.Label label) {
            words.pairs(label, label.pairs());
            expandPairs(label, label.pairs());
        } else if (instruction instanceof Instruction.Arg arg) {
            arg(arg);
        } else if (instruction instanceof Instruction.Workdir workdir) {
            workdir(workdir);
        } else if (instruction instanceof Instruction.Copy copy) {
            copy(copy);
        } else if (instruction instanceof Instruction.Add add) {
            transfer(add, add.transfer(), true);
            add.checksum().ifPresent(word -> expand(add, word));
        } else if (instruction instanceof Instruction.Run run) {
            for (MountFlag mount : run.flags().mounts()) {
                mount.options().forEach(option -> option.value().ifPresent(word -> expand(run, word)));
            }
            secrets(run);
        } else {
            configuration(instruction);
        }
    }

    private void configuration(Instruction instruction) {
        if (instruction instanceof Instruction.User user) {
            expand(user, user.user());
        } else if (instruction instanceof Instruction.Volume volume) {
            volume.paths().forEach(word -> expand(volume, word));
        } else if (instruction instanceof Instruction.StopSignal signal) {
            expand(signal, signal.signal());
        } else if (instruction instanceof Instruction.Cmd cmd) {
            command(cmd, cmd.command());
        } else if (instruction instanceof Instruction.Entrypoint entrypoint) {
            command(entrypoint, entrypoint.command());
        } else if (instruction instanceof Instruction.Healthcheck healthcheck) {
            usedOnce(healthcheck);
        } else if (instruction instanceof Instruction.Shell) {
            scope.setShell();
        } else if (instruction instanceof Instruction.Expose expose) {
            expose(expose);
        } else if (instruction instanceof Instruction.Maintainer maintainer) {
            findings.add(
                    Rule.MAINTAINER_DEPRECATED,
                    "Maintainer instruction is deprecated in favor of using label",
                    Casing.keyword(maintainer),
                    maintainer.span());
        }
    }

    private Expanded expand(Instruction instruction, Word word) {
        Expanded expanded = scope.expand(expander, word);
        undefined(instruction, expanded, word.span());
        return expanded;
    }

    private void undefined(Instruction instruction, Expanded expanded, SourceSpan at) {
        for (String name : new TreeSet<>(expanded.unset())) {
            if (scope.isUndefined(name)) {
                Optional<String> meant = Nearest.to(name, scope.names());
                findings.add(
                        Rule.UNDEFINED_VAR,
                        "Usage of undefined variable '$" + name + "'"
                                + meant.map(near -> " (did you mean $" + near + "?)")
                                        .orElse(""),
                        at,
                        instruction.span());
            }
        }
    }

    private Map<String, String> expandPairs(Instruction instruction, List<Instruction.Pair> pairs) {
        Map<String, String> expanded = new HashMap<>();
        for (Instruction.Pair pair : pairs) {
            String name = expand(instruction, pair.name()).value();
            expanded.put(name, expand(instruction, pair.value()).value());
        }
        return expanded;
    }

    // the values of one ENV do not see each other
    private void env(Instruction.Env env) {
        words.pairs(env, env.pairs());
        for (Instruction.Pair pair : env.pairs()) {
            words.secret(env, pair.name().raw(), pair.name().span());
            if (!isOfOnePlatform) {
                paths.check(env, pair.name().raw(), pair.value());
            }
        }
        expandPairs(env, env.pairs()).forEach(scope::set);
    }

    private void secrets(Instruction.Run run) {
        Set<String> files = new LinkedHashSet<>();
        Set<String> variables = new LinkedHashSet<>();
        List<String> passing = new ArrayList<>();
        for (MountFlag flag : run.flags().mounts()) {
            Optional<RunMount> mount =
                    flag.resolve(word -> scope.expand(expander, word).value()).value();
            if (mount.isEmpty()) {
                continue;
            }
            if (mount.get() instanceof RunMount.Secret secret) {
                secret.target().ifPresent(files::add);
                secret.env().ifPresent(variables::add);
            } else if (mount.get() instanceof RunMount.Cache cache) {
                passing.add(cache.target());
            } else if (mount.get() instanceof RunMount.Tmpfs tmpfs) {
                passing.add(tmpfs.target());
            } else if (mount.get() instanceof RunMount.Bind bind) {
                passing.add(bind.target());
            }
        }
        if (!files.isEmpty() || !variables.isEmpty()) {
            passing.addAll(files);
            SecretWrites.find(files, variables, passing, script(run))
                    .ifPresent(place -> findings.add(
                            Rule.SECRET_IN_LAYER,
                            "The secret is written to " + place
                                    + ", which stays in the layer; use it from its mount, or"
                                    + " mount a tmpfs where it is written",
                            Casing.keyword(run),
                            run.span()));
        }
    }

    private static String script(Instruction.Run run) {
        StringBuilder text = new StringBuilder(
                run.command() instanceof Command.Shell(String line)
                        ? line
                        : String.join(" ", ((Command.Exec) run.command()).arguments()));
        for (Heredoc file : run.files()) {
            text.append('\n').append(file.text());
        }
        return text.toString();
    }

    private void arg(Instruction.Arg arg) {
        for (Instruction.Declaration declaration : arg.declarations()) {
            words.secret(arg, declaration.name().raw(), declaration.name().span());
            String name = expand(arg, declaration.name()).value();
            Optional<String> value =
                    declaration.value().map(word -> expand(arg, word).value());
            value.or(() -> Optional.ofNullable(globals.get(name))).ifPresent(known -> scope.set(name, known));
            scope.declare(name);
        }
        List<String> names = arg.declarations().stream()
                .map(declaration -> declaration.name().raw())
                .toList();
        words.description(arg, names, arg.comments());
    }

    private void workdir(Instruction.Workdir workdir) {
        String path = expand(workdir, workdir.path()).value();
        if (!path.startsWith("/") && !scope.workdirSet()) {
            findings.add(
                    Rule.WORKDIR_RELATIVE_PATH,
                    "Relative workdir \"" + path + "\" can have unexpected results if the base image changes",
                    workdir.path().span(),
                    workdir.span());
        }
        scope.setWorkdir();
    }

    private void copy(Instruction.Copy copy) {
        transfer(copy, copy.transfer(), copy.from().isEmpty());
    }

    private void transfer(Instruction instruction, Instruction.Transfer transfer, boolean fromContext) {
        transfer.chown().ifPresent(word -> expand(instruction, word));
        transfer.chmod().ifPresent(word -> expand(instruction, word));
        transfer.excludes().forEach(word -> expand(instruction, word));
        for (Instruction.CopySource source : transfer.sources()) {
            if (source instanceof Instruction.CopySource.Path(Word word)) {
                String path = expand(instruction, word).value();
                if (fromContext) {
                    copied(instruction, path, word.span());
                }
            } else if (source instanceof Instruction.CopySource.Inline(var file) && file.expand()) {
                undefined(
                        instruction, scope.expand(WordExpander.ofHeredocs(), file.content(), file.span()), file.span());
            }
        }
        expand(instruction, transfer.destination());
    }

    private void copied(Instruction instruction, String path, SourceSpan at) {
        if (path.isEmpty() || path.contains("://") || !ignored.excludes(GoPath.clean(path))) {
            return;
        }
        String verb = instruction instanceof Instruction.Copy ? "Copy" : "Add";
        findings.add(
                Rule.COPY_IGNORED_FILE,
                "Attempting to " + verb + " file \"" + path + "\" that is excluded by .dockerignore",
                at,
                instruction.span());
    }

    private void command(Instruction instruction, Command command) {
        if (command instanceof Command.Shell && !scope.shellSet()) {
            findings.add(
                    Rule.JSON_ARGS_RECOMMENDED,
                    "JSON arguments recommended for " + instruction.keyword()
                            + " to prevent unintended behavior related to OS signals",
                    Casing.keyword(instruction),
                    instruction.span());
        }
        usedOnce(instruction);
    }

    private void usedOnce(Instruction instruction) {
        Instruction earlier = once.put(instruction.keyword(), instruction);
        if (earlier != null) {
            findings.add(
                    Rule.MULTIPLE_INSTRUCTIONS_DISALLOWED,
                    "Multiple " + instruction.keyword()
                            + " instructions should not be used in the same stage because only the last one will be used",
                    Casing.keyword(earlier),
                    earlier.span());
        }
    }

    private void expose(Instruction.Expose expose) {
        for (Word word : expose.ports()) {
            // docker reports no undefined variables here
            for (String port : scope.expand(expander, word).words()) {
                port(expose, port, word.span());
            }
        }
    }

    private void port(Instruction.Expose expose, String port, SourceSpan at) {
        int slash = port.lastIndexOf('/');
        String protocol = slash < 0 ? "" : port.substring(slash + 1);
        if (!protocol.equals(protocol.toLowerCase(Locale.ROOT))) {
            findings.add(
                    Rule.EXPOSE_PROTO_CASING,
                    "Defined protocol '" + port + "' in EXPOSE instruction should be lowercase",
                    at,
                    expose.span());
        }
        if (port.indexOf(':') >= 0) {
            findings.add(
                    Rule.EXPOSE_INVALID_FORMAT,
                    "EXPOSE instruction should not define an IP address or host-port mapping, found '" + port + "'",
                    at,
                    expose.span());
        }
    }
}
