// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.SlipwayException;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stood on the command line of one command, in order; values are still texts. */
public final class ParsedOptions {
    /** An option that was given, with its value; a flag's value is {@code true} or {@code false}. */
    record Given(Option option, Argument value) {}

    private final CommandSpec spec;
    private final CommandLine line;
    private final List<Given> given;
    private final List<Argument> operands;
    private final boolean helpIsWanted;

    ParsedOptions(
            CommandSpec spec, CommandLine line, List<Given> given, List<Argument> operands, boolean helpIsWanted) {
        this.spec = spec;
        this.line = line;
        this.given = List.copyOf(given);
        this.operands = List.copyOf(operands);
        this.helpIsWanted = helpIsWanted;
    }

    public CommandSpec spec() {
        return spec;
    }

    public CommandLine line() {
        return line;
    }

    /** Whether {@code --help} was met; what stood behind it was not read. */
    boolean helpIsWanted() {
        return helpIsWanted;
    }

    /** Whether the flag is on; the last one given holds. */
    public boolean isSet(Option option) {
        Optional<Argument> last = value(option);
        return last.isPresent() && last.get().text().equals("true");
    }

    /** The value that was given last. */
    public Optional<Argument> value(Option option) {
        for (int i = given.size() - 1; i >= 0; i--) {
            if (given.get(i).option().name().equals(option.name())) {
                return Optional.of(given.get(i).value());
            }
        }
        return Optional.empty();
    }

    /** The text of the value that was given last, else what the table says. */
    public String text(Option option) {
        Optional<Argument> last = value(option);
        return last.isPresent() ? last.get().text() : option.fallback();
    }

    /** All values, in the order given. */
    public List<Argument> values(Option option) {
        List<Argument> found = new ArrayList<>();
        for (Given one : given) {
            if (one.option().name().equals(option.name())) {
                found.add(one.value());
            }
        }
        return found;
    }

    /** The same, with the value that it is about. */
    SlipwayException placed(UsageException failure) {
        if (failure.wrongOption().isEmpty()) {
            return failure;
        }
        UsageException.WrongOption wrong = failure.wrongOption().get();
        for (int i = given.size() - 1; i >= 0; i--) {
            if (wrong.isAbout(given.get(i).option().name(), given.get(i).value().text())) {
                return given.get(i).value().errorAt(wrong.part(), wrong.reason(), wrong.hint());
            }
        }
        for (Argument operand : operands) {
            if (wrong.isAbout("", operand.text())) {
                return operand.errorAt(wrong.part(), wrong.reason(), wrong.hint());
            }
        }
        return failure;
    }

    public List<Argument> operands() {
        return operands;
    }

    /** The texts of the operands from the given one on. */
    public List<String> operandTexts(int from) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < operands.size(); i++) {
            texts.add(operands.get(i).text());
        }
        return texts;
    }
}
