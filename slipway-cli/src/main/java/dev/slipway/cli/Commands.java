// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All commands by name. A command's class is loaded only when it is called for. */
final class Commands {
    /** The commands in the order of the help. */
    static final List<String> NAMES = List.of(
            "build",
            "bake",
            "run",
            "image ls",
            "image inspect",
            "image rm",
            "image tag",
            "image pull",
            "image push",
            "image load",
            "image save",
            "cache ls",
            "cache du",
            "cache inspect",
            "cache gc",
            "cache prune",
            "cache log",
            "cache pin",
            "cache unpin",
            "cache verify",
            "cache repair",
            "cache export",
            "cache import",
            "cache keygen",
            "verify",
            "explain",
            "graph",
            "doctor",
            "completion",
            "version");

    private Commands() {}

    /** The command of that name; for groups the name is two words, such as {@code image ls}. */
    static Optional<Command> find(String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "build", "b" -> new BuildCommand();
                    case "bake" -> new BakeCommand();
                    case "run" -> new RunCommand();
                    case "image ls", "image list" -> new ImageCommand(ImageTable.LS);
                    case "image inspect" -> new ImageCommand(ImageTable.INSPECT);
                    case "image rm", "image remove" -> new ImageCommand(ImageTable.RM);
                    case "image tag" -> new ImageCommand(ImageTable.TAG);
                    case "image pull" -> new ImageTransferCommand(ImageTable.PULL);
                    case "image push" -> new ImageTransferCommand(ImageTable.PUSH);
                    case "image load" -> new ImageTransferCommand(ImageTable.LOAD);
                    case "image save" -> new ImageTransferCommand(ImageTable.SAVE);
                    case "cache ls", "cache list" -> new CacheCommand(CacheTable.LS);
                    case "cache du" -> new CacheCommand(CacheTable.DU);
                    case "cache inspect" -> new CacheCommand(CacheTable.INSPECT);
                    case "cache gc" -> new CacheCommand(CacheTable.GC);
                    case "cache prune" -> new CacheCommand(CacheTable.PRUNE);
                    case "cache log" -> new CacheCommand(CacheTable.LOG);
                    case "cache pin" -> new CacheCommand(CacheTable.PIN);
                    case "cache unpin" -> new CacheCommand(CacheTable.UNPIN);
                    case "cache verify" -> new CacheCommand(CacheTable.VERIFY);
                    case "cache repair" -> new CacheCommand(CacheTable.REPAIR);
                    case "cache export" -> new CacheExportCommand();
                    case "cache import" -> new CacheImportCommand();
                    case "cache keygen" -> new CacheKeygenCommand();
                    case "verify" -> new VerifyCommand();
                    case "explain" -> new ExplainCommand();
                    case "graph" -> new GraphCommand();
                    case "doctor" -> new DoctorCommand();
                    case "completion" -> new CompletionCommand();
                    case "version" -> new VersionCommand();
                    default -> null;
                });
    }

    /** What to do instead of docker's command of that name; empty for others. */
    static String ofDocker(String word) {
        return switch (word) {
            case "pull", "push", "tag", "load", "save", "inspect" -> "write \"slipway image " + word + "\"";
            case "rmi" -> "write \"slipway image rm\"";
            case "images" -> "write \"slipway image ls\"";
            case "ps" -> "no container stays: \"slipway run\" removes its own; images are in \"slipway image ls\"";
            default -> "";
        };
    }

    /** The words that may follow the given one: the names of a group. */
    static List<String> groupOf(String word) {
        List<String> found = new ArrayList<>();
        for (String name : NAMES) {
            if (name.startsWith(word) && name.length() > word.length() && name.charAt(word.length()) == ' ') {
                found.add(name.substring(word.length() + 1));
            }
        }
        return found;
    }

    /** The first words of all commands. */
    static List<String> firstWords() {
        List<String> found = new ArrayList<>();
        for (String name : NAMES) {
            int blank = name.indexOf(' ');
            String word = blank < 0 ? name : name.substring(0, blank);
            if (!found.contains(word)) {
                found.add(word);
            }
        }
        return found;
    }
}
