// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.ignore.IgnorePatterns;
import dev.slipway.dockerfile.words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which files of its context a Dockerfile can look at, told without running it: rather too many than too few. A path that is
 * not known yet (a variable), or that is the context itself, stands for all. What a base's ONBUILD copies is not known here.
 */
final class ContextUse {
    private final boolean all;
    private final IgnorePatterns some;

    private ContextUse(boolean all, IgnorePatterns some) {
        this.all = all;
        this.some = some;
    }

    static ContextUse of(Dockerfile dockerfile) {
        List<String> patterns = new ArrayList<>();
        boolean known = true;
        for (Stage stage : dockerfile.stages()) {
            for (Instruction instruction : stage.instructions()) {
                known &= collect(instruction, patterns);
            }
        }
        Optional<IgnorePatterns> some = IgnorePatterns.of(patterns);
        return known && some.isPresent()
                ? new ContextUse(false, some.get())
                : new ContextUse(true, IgnorePatterns.NONE);
    }

    /** @param path from the context, with slashes */
    boolean includes(String path) {
        // the patterns mean a folder and all below it, just as the sources of COPY do
        return all || some.excludes(path);
    }

    // false when it may be anything
    private static boolean collect(Instruction instruction, List<String> into) {
        return switch (instruction) {
            case Instruction.Copy copy -> copy.from().isPresent() || sources(copy.transfer(), into);
            case Instruction.Add add -> sources(add.transfer(), into);
            case Instruction.Run run -> mounts(run, into);
            case Instruction.Onbuild _ -> false;
            default -> true;
        };
    }

    private static boolean sources(Instruction.Transfer transfer, List<String> into) {
        boolean known = true;
        for (Instruction.CopySource source : transfer.sources()) {
            if (source instanceof Instruction.CopySource.Path(Word word)) {
                known &= path(word.raw(), into);
            }
        }
        return known;
    }

    private static boolean mounts(Instruction.Run run, List<String> into) {
        boolean known = true;
        for (MountFlag mount : run.flags().mounts()) {
            String type = "bind";
            String source = ".";
            boolean elsewhere = false;
            for (MountFlag.Option option : mount.options()) {
                String value = option.value().map(Word::raw).orElse("");
                switch (option.key().text()) {
                    case "type" -> type = value;
                    case "source", "src" -> source = value;
                    case "from" -> elsewhere = true;
                    default -> {}
                }
            }
            known &= elsewhere || !(type.equals("bind") || type.contains("$")) || path(source, into);
        }
        return known;
    }

    // quotes, escapes, variables, ways up: whatever is not plain may be anything
    private static boolean path(String raw, List<String> into) {
        String path = raw;
        while (path.startsWith("/") || path.startsWith("./")) {
            path = path.substring(path.indexOf('/') + 1);
        }
        boolean plain = !path.isEmpty() && !path.equals(".") && !path.startsWith("!") && !path.contains("..");
        for (int i = 0; i < path.length(); i++) {
            plain &= "$\"'\\`".indexOf(path.charAt(i)) < 0;
        }
        if (plain) {
            into.add(path);
        }
        return plain;
    }
}
