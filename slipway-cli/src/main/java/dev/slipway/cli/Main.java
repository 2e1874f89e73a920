// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.sys.ProcessEnd;
import dev.slipway.text.Outcome;
import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program: finds the command, runs it, and tells of its failure in one place. */
public final class Main {
    private static final List<String> OPTIONS = List.of("--help", "--version", "--debug");

    private Main() {}

    /** The entry of the process. */
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Io io = new Io(System.in, out, err, System.getenv(), Io.Terminals.ofProcess());
        int status = run(List.of(args), io);
        out.flush();
        err.flush();
        end(status);
    }

    // System.exit sets up logging to ask whether exits are logged, which takes longer than the whole of --version; but
    // where a signal is ending the process already, the exit code is the signal's
    private static void end(int status) {
        if (status == Outcome.INTERRUPTED.code()) {
            System.exit(status);
        }
        ProcessEnd.now(status);
    }

    // buffered, and UTF-8 whatever the locale says: what is printed are file names and the output of other programs
    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(
                new BufferedOutputStream(new FileOutputStream(descriptor), 8192),
                descriptor == FileDescriptor.err,
                StandardCharsets.UTF_8);
    }

    /** Runs the command that the words name, and returns the exit status. Never throws. */
    static int run(List<String> args, Io io) {
        try {
            return dispatch(args, io);
        } catch (Throwable failure) {
            return new FailureReport(io, isDebug(args, io)).tell(failure);
        }
    }

    private static boolean isDebug(List<String> args, Io io) {
        return args.contains("--debug")
                || args.contains("-D")
                || io.variable("SLIPWAY_DEBUG").equals("1");
    }

    private static int dispatch(List<String> args, Io io) {
        List<String> words = new ArrayList<>();
        words.add("slipway");
        words.addAll(args);
        int at = 1;
        while (at < words.size()
                && (words.get(at).equals("--debug") || words.get(at).equals("-D"))) {
            words.remove(at);
        }
        if (words.size() == 1) {
            io.out().print(HelpText.program());
            return Outcome.OK.code();
        }
        return switch (words.get(1)) {
            case "--help", "-h" -> help(List.of("slipway", "help"), io);
            case "--version", "-v" -> new VersionCommand().print(io);
            case "help" -> help(words, io);
            default -> command(words, io);
        };
    }

    private static int help(List<String> words, Io io) {
        if (words.size() == 2) {
            io.out().print(HelpText.program());
        } else if (words.get(2).equals("exit-codes")) {
            io.out().print(HelpText.exitCodes());
        } else if (words.size() == 3 && !Commands.groupOf(words.get(2)).isEmpty()) {
            io.out().print(HelpText.group(words.get(2)));
        } else {
            io.out().print(HelpText.command(find(words, 2).command().spec()));
        }
        return Outcome.OK.code();
    }

    private static int command(List<String> words, Io io) {
        String first = words.get(1);
        boolean isGroup = !Commands.groupOf(first).isEmpty();
        if (isGroup && (words.size() == 2 || isHelp(words.get(2)))) {
            io.out().print(HelpText.group(first));
            return Outcome.OK.code();
        }
        Found found = find(words, 1);
        CommandSpec spec = found.command().spec();
        CommandLine line = new CommandLine(words, found.behind());
        ParsedOptions parsed = OptionParser.parse(spec, line);
        if (parsed.helpIsWanted()) {
            io.out().print(HelpText.command(spec));
            return Outcome.OK.code();
        }
        OptionParser.checkOperands(parsed);
        try {
            return found.command().run(parsed, io);
        } catch (UsageException e) {
            throw parsed.placed(e);
        }
    }

    private static boolean isHelp(String word) {
        return word.equals("--help") || word.equals("-h");
    }

    private record Found(Command command, int behind) {}

    private static Found find(List<String> words, int at) {
        String first = words.get(at);
        List<String> group = Commands.groupOf(first);
        if (!group.isEmpty() && at + 1 < words.size()) {
            Optional<Command> command = Commands.find(first + " " + words.get(at + 1));
            if (command.isPresent()) {
                return new Found(command.get(), at + 2);
            }
            throw unknown(words, at + 1, group, "slipway " + first);
        }
        Optional<Command> command = Commands.find(first);
        if (command.isPresent()) {
            return new Found(command.get(), at + 1);
        }
        throw unknown(words, at, Commands.firstWords(), "slipway");
    }

    private static UsageException unknown(List<String> words, int index, List<String> names, String program) {
        String word = words.get(index);
        boolean isOption = word.startsWith("-");
        String others = isOption ? "see \"" + program + " --help\"" : "expected one of: " + String.join(", ", names);
        String docker = index == 1 ? Commands.ofDocker(word) : "";
        String hint = docker.isEmpty()
                ? Suggestion.didYouMean(word, isOption ? OPTIONS : names).orElse(others)
                : docker;
        String what = isOption ? "option" : "command";
        return new CommandLine(words, index)
                .error(
                        index,
                        "unknown " + what + " \"" + CommandLine.printable(word) + "\" of \"" + program + "\"",
                        hint);
    }
}
