// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Suggestion;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the words behind a command by its table, as docker's command line does (pflag): {@code --name=value},
 * {@code --name value}, {@code -n value}, {@code -nvalue}, {@code -n=value}, {@code -abc}, {@code --flag=false}; options and
 * operands may be mixed; {@code --} ends the options.
 *
 * <p>Plain loops on purpose: this runs at every start, and lambdas, regular expressions and formatters cost milliseconds.
 */
final class OptionParser {
    private final CommandSpec spec;
    private final CommandLine line;
    private final List<ParsedOptions.Given> given = new ArrayList<>();
    private final List<Argument> operands = new ArrayList<>();
    private boolean helpIsWanted;

    private OptionParser(CommandSpec spec, CommandLine line) {
        this.spec = spec;
        this.line = line;
    }

    /** @throws UsageException if a word is not what the table says */
    static ParsedOptions parse(CommandSpec spec, CommandLine line) {
        OptionParser parser = new OptionParser(spec, line);
        parser.readAll();
        if (!parser.helpIsWanted) {
            parser.refuseWhatIsNotThereYet();
        }
        return new ParsedOptions(spec, line, parser.given, parser.operands, parser.helpIsWanted);
    }

    /** Checks the number of operands; apart from {@link #parse}, so that {@code --help} works without any. */
    static void checkOperands(ParsedOptions parsed) {
        CommandSpec.Operands wanted = parsed.spec().operands();
        List<Argument> operands = parsed.operands();
        String name = parsed.spec().name();
        if (operands.size() < wanted.least()) {
            throw parsed.line()
                    .errorAtEnd(
                            "\"slipway " + name + "\" needs " + wanted.expected(),
                            "expected: slipway " + name + " [OPTIONS] "
                                    + parsed.spec().synopsis());
        }
        if (operands.size() > wanted.most()) {
            Argument extra = operands.get(wanted.most());
            throw parsed.line()
                    .error(
                            extra.index(),
                            "\"slipway " + name + "\" takes " + wanted.expected() + ", not " + operands.size()
                                    + " operands",
                            "this one is too many");
        }
    }

    private void readAll() {
        List<String> words = line.words();
        int i = line.commandWords();
        while (i < words.size() && !helpIsWanted) {
            String word = words.get(i);
            if (word.equals("--help") || word.equals("-h")) {
                helpIsWanted = true;
            } else if (word.equals("--")) {
                addOperands(i + 1);
                return;
            } else if (word.startsWith("--")) {
                i = readLong(i);
            } else if (word.startsWith("-") && word.length() > 1) {
                i = readLetters(i);
            } else if (spec.operandsAreLast()) {
                addOperands(i);
                return;
            } else {
                addOperand(i);
                i++;
            }
        }
    }

    private void addOperands(int from) {
        for (int i = from; i < line.words().size(); i++) {
            addOperand(i);
        }
    }

    private void addOperand(int index) {
        operands.add(new Argument("", line.words().get(index), line, index, index, 0));
    }

    private int readLong(int index) {
        String word = line.words().get(index);
        int equals = word.indexOf('=');
        String name = word.substring(2, equals < 0 ? word.length() : equals);
        Option option = find(name, index, equals < 0 ? word.length() : equals);
        if (equals >= 0) {
            add(option, index, index, equals + 1);
            return index + 1;
        }
        if (option.isFlag()) {
            given.add(new ParsedOptions.Given(option, new Argument(option.dashed(), "true", line, index, index, 0)));
            return index + 1;
        }
        return readValueBehind(option, index);
    }

    private int readLetters(int index) {
        String word = line.words().get(index);
        for (int at = 1; at < word.length(); at++) {
            Option option = findLetter(word.charAt(at), index, at);
            boolean isLast = at + 1 == word.length();
            if (!isLast && word.charAt(at + 1) == '=') {
                add(option, index, index, at + 2);
                return index + 1;
            }
            if (!option.isFlag()) {
                if (isLast) {
                    return readValueBehind(option, index);
                }
                add(option, index, index, at + 1);
                return index + 1;
            }
            given.add(new ParsedOptions.Given(option, new Argument(option.dashed(), "true", line, index, index, 0)));
        }
        return index + 1;
    }

    private int readValueBehind(Option option, int index) {
        if (index + 1 >= line.words().size()) {
            throw line.error(
                    index,
                    option.dashed() + " needs a value",
                    "expected: " + option.dashed() + " " + option.valueName());
        }
        add(option, index, index + 1, 0);
        return index + 2;
    }

    private void add(Option option, int first, int index, int offset) {
        String text = line.words().get(index).substring(offset);
        Argument value = new Argument(option.dashed(), text, line, first, index, offset);
        if (option.isFlag() && !option.choices().contains(text)) {
            String truth = truth(value, option.choices());
            value = new Argument(option.dashed(), truth, line, first, index, offset);
        } else if (!option.isFlag()
                && !option.choices().isEmpty()
                && !option.choices().contains(text)) {
            String near = Suggestion.didYouMean(text, option.choices())
                    .orElse("expected one of: " + String.join(", ", option.choices()));
            throw value.error("\"" + CommandLine.printable(text) + "\" is not one of its values", near);
        }
        given.add(new ParsedOptions.Given(option, value));
    }

    // the words that Go's strconv.ParseBool knows
    static String truth(Argument value) {
        return truth(value, List.of());
    }

    private static String truth(Argument value, List<String> others) {
        return switch (value.text()) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default ->
                throw value.error(
                        "\"" + CommandLine.printable(value.text()) + "\" is not a truth value",
                        others.isEmpty()
                                ? "expected: true or false"
                                : "expected: true, false or " + String.join(", ", others));
        };
    }

    private Option find(String name, int index, int end) {
        for (Option option : spec.options()) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        List<String> names = new ArrayList<>();
        for (Option option : spec.options()) {
            names.add(option.name());
        }
        Optional<String> near = Suggestion.nearest(name, names);
        String hint = near.isPresent()
                ? "did you mean \"--" + near.get() + "\"?"
                : "see \"slipway " + spec.name() + " --help\"";
        throw line.error(
                index,
                index,
                0,
                end,
                "unknown option --" + CommandLine.printable(name) + " of \"slipway " + spec.name() + "\"",
                hint);
    }

    private Option findLetter(char letter, int index, int at) {
        for (Option option : spec.options()) {
            if (option.letter() == letter) {
                return option;
            }
        }
        String word = line.words().get(index);
        String name = word.substring(1);
        String hint = "see \"slipway " + spec.name() + " --help\"";
        for (Option option : spec.options()) {
            if (option.name().equals(name)) {
                hint = "did you mean \"--" + name + "\"?";
            }
        }
        throw line.error(
                index,
                index,
                at,
                at + 1,
                "unknown option -" + CommandLine.printable(String.valueOf(letter)) + " of \"slipway " + spec.name()
                        + "\"",
                hint);
    }

    private void refuseWhatIsNotThereYet() {
        for (ParsedOptions.Given one : given) {
            if (one.option().support() == Option.Support.LATER
                    && !one.value().text().equals("false")) {
                Argument value = one.value();
                throw line.error(
                        value.first(),
                        one.option().dashed() + " is not there yet",
                        one.option().note());
            }
        }
    }
}
