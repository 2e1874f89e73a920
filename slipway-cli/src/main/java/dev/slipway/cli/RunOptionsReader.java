// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.exec.Network;
import dev.slipway.oci.Platform;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes {@link RunOptions} of what stood on the command line. */
final class RunOptionsReader {
    private final ParsedOptions parsed;
    private final Io io;

    RunOptionsReader(ParsedOptions parsed, Io io) {
        this.parsed = parsed;
        this.io = io;
    }

    RunOptions read() {
        Optional<Argument> network = parsed.value(RunTable.NETWORK);
        Optional<Argument> platform = parsed.value(RunTable.PLATFORM);
        Optional<Platform> wanted =
                platform.isPresent() ? Optional.of(PlatformReader.one(platform.get())) : Optional.empty();
        return new RunOptions(
                image(parsed.operands().getFirst()),
                parsed.operandTexts(1),
                terminal(),
                environment(),
                volumes(),
                workingFolder(),
                text(RunTable.USER),
                network.isPresent() ? StepReader.network(network.get()) : Network.DEFAULT,
                text(RunTable.ENTRYPOINT),
                wanted,
                pull(),
                text(RunTable.NAME));
    }

    // a bad name is told before the store is opened
    private static Argument image(Argument image) {
        if (!ImageNames.isFullId(image.text())) {
            ImageName.any(image);
        }
        return image;
    }

    private RunOptions.Terminal terminal() {
        boolean tty = parsed.isSet(RunTable.TTY);
        if (tty && !io.terminals().in()) {
            throw parsed.value(RunTable.TTY)
                    .orElseThrow()
                    .error("the standard input is no terminal", "leave -t out, or use a terminal");
        }
        return new RunOptions.Terminal(parsed.isSet(RunTable.INTERACTIVE), tty);
    }

    // files first, as docker does: what stands on the command line wins
    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (Argument file : parsed.values(RunTable.ENV_FILE)) {
            for (String line : lines(file)) {
                String text = line.stripLeading();
                if (!text.isEmpty() && text.charAt(0) != '#') {
                    put(variables, text, file);
                }
            }
        }
        for (Argument value : parsed.values(RunTable.ENV)) {
            put(variables, value.text(), value);
        }
        return variables;
    }

    private void put(Map<String, String> variables, String text, Argument from) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        if (name.isBlank()) {
            throw from.error("a variable has no name", "expected: NAME[=VALUE]");
        }
        if (equals >= 0) {
            variables.put(name, text.substring(equals + 1));
        } else if (io.environment().containsKey(name)) {
            variables.put(name, io.variable(name));
        }
    }

    private static List<String> lines(Argument file) {
        Path path = Paths.of(file);
        if (!Files.exists(path)) {
            throw file.error("there is no such file", "expected: lines of NAME=VALUE");
        }
        try {
            return Files.readAllLines(path);
        } catch (MalformedInputException _) {
            throw file.error("this file is not UTF-8", "expected: lines of NAME=VALUE");
        } catch (IOException e) {
            throw file.error("this file cannot be read", e.getClass().getSimpleName());
        }
    }

    private List<RunOptions.Volume> volumes() {
        List<RunOptions.Volume> volumes = new ArrayList<>();
        for (Argument value : parsed.values(RunTable.VOLUME)) {
            volumes.add(volume(value));
        }
        return volumes;
    }

    private static RunOptions.Volume volume(Argument value) {
        String text = value.text();
        int first = text.indexOf(':');
        if (first <= 0) {
            throw value.error("a volume needs a place here and one in the image", "expected: PATH:TARGET[:ro]");
        }
        int second = text.indexOf(':', first + 1);
        Argument source = value.part(0, first);
        Argument target = value.part(first + 1, second < 0 ? text.length() : second);
        String mode = second < 0 ? "rw" : text.substring(second + 1);
        if (!mode.equals("rw") && !mode.equals("ro")) {
            throw value.error(second + 1, text.length(), "there is no such mode", "expected: ro or rw");
        }
        if (source.text().indexOf('/') < 0 && !source.text().startsWith(".")) {
            throw source.error("named volumes are not there yet", "name a folder: ./" + source.text());
        }
        if (!target.text().startsWith("/")) {
            throw target.error("the place in the image is not absolute", "expected: /...");
        }
        Path path = Paths.of(source);
        if (!Files.exists(path)) {
            throw source.error("there is no such folder or file", "make it first");
        }
        return new RunOptions.Volume(path.toAbsolutePath().normalize(), target.text(), mode.equals("ro"));
    }

    private Optional<String> workingFolder() {
        Optional<Argument> value = parsed.value(RunTable.WORKDIR);
        if (value.isPresent() && !value.get().text().startsWith("/")) {
            throw value.get().error("the working folder is not absolute", "expected: /...");
        }
        return text(RunTable.WORKDIR);
    }

    private Optional<String> text(Option option) {
        Optional<Argument> value = parsed.value(option);
        return value.isPresent() ? Optional.of(value.get().text()) : Optional.empty();
    }

    private RunOptions.Pull pull() {
        return switch (parsed.text(RunTable.PULL)) {
            case "always" -> RunOptions.Pull.ALWAYS;
            case "never" -> RunOptions.Pull.NEVER;
            default -> RunOptions.Pull.MISSING;
        };
    }
}
