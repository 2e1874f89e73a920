// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.export.Destination;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes an {@link ImageTransfer} of what stood on the command line. */
final class ImageTransferReader {
    private final ParsedOptions parsed;
    private final Io io;

    ImageTransferReader(ParsedOptions parsed, Io io) {
        this.parsed = parsed;
        this.io = io;
    }

    ImageTransfer read() {
        return switch (parsed.spec().name()) {
            case "image load" -> load();
            case "image save" ->
                new ImageTransfer.Save(
                        parsed.operands(),
                        archive(),
                        parsed.text(ImageTable.ARCHIVE).equals("oci"),
                        platform());
            case "image pull" -> new ImageTransfer.Pull(names(), platform(), parsed.isSet(ImageTable.SILENT));
            case "image push" -> new ImageTransfer.Push(names(), parsed.isSet(ImageTable.SILENT));
            default -> throw new IllegalStateException(parsed.spec().name());
        };
    }

    private ImageTransfer load() {
        Optional<Argument> input = parsed.value(ImageTable.INPUT);
        boolean quiet = parsed.isSet(ImageTable.SILENT);
        if (input.isEmpty() || input.get().text().equals("-")) {
            if (io.terminals().in()) {
                throw parsed.line().errorAtEnd("an archive is expected on the standard input", "add -i FILE");
            }
            return new ImageTransfer.Load(Optional.empty(), quiet);
        }
        Path file = Paths.of(input.get());
        if (!Files.exists(file)) {
            throw input.get().error("there is no such file", "expected: an archive");
        }
        return new ImageTransfer.Load(Optional.of(file), quiet);
    }

    private Destination archive() {
        Optional<Argument> output = parsed.value(ImageTable.OUTPUT);
        if (output.isPresent() && !output.get().text().equals("-")) {
            return new Destination.At(Paths.toWrite(output.get()));
        }
        if (io.terminals().out()) {
            throw parsed.line().errorAtEnd("an archive would be written to the terminal", "add -o FILE");
        }
        return new Destination.Stdout();
    }

    private List<ImageReference> names() {
        List<ImageReference> names = new ArrayList<>();
        for (Argument operand : parsed.operands()) {
            names.add(ImageName.any(operand));
        }
        return names;
    }

    private Optional<Platform> platform() {
        Optional<Argument> platform = parsed.value(ImageTable.PLATFORM);
        return platform.isPresent() ? Optional.of(PlatformReader.one(platform.get())) : Optional.empty();
    }
}
