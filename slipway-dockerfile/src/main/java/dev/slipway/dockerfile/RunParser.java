// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads RUN. */
final class RunParser {
    private static final Map<String, Flags.Kind> FLAGS = Map.of(
            "mount", Flags.Kind.TEXTS,
            "network", Flags.Kind.TEXT,
            "security", Flags.Kind.TEXT,
            "device", Flags.Kind.TEXTS);

    private final Problems problems;

    RunParser(Problems problems) {
        this.problems = problems;
    }

    Optional<Instruction> run(Source source) {
        Statement statement = source.statement();
        Flags flags = Flags.check(statement, FLAGS, problems);
        List<MountFlag> mounts = new ArrayList<>();
        for (FlagText flag : flags.texts("mount")) {
            new MountReader(flag, problems).read().ifPresent(mounts::add);
        }
        List<Word> devices = new ArrayList<>();
        flags.texts("device").forEach(flag -> devices.add(flag.value()));
        Optional<Instruction.Network> network =
                flags.text("network").flatMap(word -> choice(word, Instruction.Network.values(), "network mode"));
        Optional<Instruction.Security> security =
                flags.text("security").flatMap(word -> choice(word, Instruction.Security.values(), "security"));
        Instruction.RunFlags runFlags = new Instruction.RunFlags(mounts, network, security, devices);
        return Commands.read(statement, statement.start(), problems)
                .map(command ->
                        new Instruction.Run(command, source.heredocs(), runFlags, source.span(), source.original()));
    }

    private <E extends Enum<E>> Optional<E> choice(Word word, E[] values, String what) {
        List<String> names = new ArrayList<>();
        for (E value : values) {
            String name = value.name().toLowerCase(Locale.ROOT);
            if (name.equals(word.raw())) {
                return Optional.of(value);
            }
            names.add(name);
        }
        problems.add(Diagnostic.error("invalid " + what + " \"" + word.raw() + "\"", word.span())
                .withHelp(Suggestion.didYouMean(word.raw(), names)
                        .orElseGet(() -> "expected " + String.join(", ", names))));
        return Optional.empty();
    }
}
