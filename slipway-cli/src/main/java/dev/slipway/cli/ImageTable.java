// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/** The commands of {@code slipway image}. */
final class ImageTable {
    private static final int MANY = Integer.MAX_VALUE;

    static final Option QUIET = Option.flag("quiet", "print ids only").letter('q');
    static final Option FORMAT = Option.value("format", "FORM", "table or json")
            .choices("table", "json")
            .fallback("table");
    static final Option NO_TRUNC = Option.flag("no-trunc", "print ids in full");
    static final Option FORCE =
            Option.flag("force", "a name that is not there is no error").letter('f');
    static final Option INPUT = Option.value("input", "FILE", "read this archive (default: the standard input)")
            .letter('i');
    static final Option OUTPUT = Option.value("output", "FILE", "write to this file (default: the standard output)")
            .letter('o');
    static final Option ARCHIVE = Option.value("format", "FORM", "the form of the archive: docker or oci")
            .choices("docker", "oci")
            .fallback("docker");
    static final Option PLATFORM = Option.value("platform", "OS/ARCH", "the platform (default: this machine's)");
    static final Option SILENT = Option.flag("quiet", "print no progress").letter('q');

    static final CommandSpec LS = CommandSpec.of(
            "image ls",
            "[NAME...]",
            "List the images of the local store",
            List.of(QUIET, FORMAT, NO_TRUNC),
            new CommandSpec.Operands(0, MANY, "names of images"));
    static final CommandSpec INSPECT = CommandSpec.of(
            "image inspect",
            "NAME...",
            "Print all that is known of images, as JSON",
            List.of(),
            new CommandSpec.Operands(1, MANY, "names of images"));
    static final CommandSpec RM = CommandSpec.of(
            "image rm",
            "NAME...",
            "Forget images",
            List.of(FORCE),
            new CommandSpec.Operands(1, MANY, "names of images"));
    static final CommandSpec TAG = CommandSpec.of(
            "image tag",
            "NAME NEW-NAME",
            "Give an image another name as well",
            List.of(),
            new CommandSpec.Operands(2, 2, "two names"));
    static final CommandSpec LOAD = CommandSpec.of(
            "image load",
            "",
            "Read images from an archive (docker save, or an OCI layout) into the store",
            List.of(INPUT, SILENT),
            CommandSpec.Operands.NONE);
    static final CommandSpec SAVE = CommandSpec.of(
            "image save",
            "NAME...",
            "Write images to an archive",
            List.of(OUTPUT, ARCHIVE, PLATFORM),
            new CommandSpec.Operands(1, MANY, "names of images"));
    static final CommandSpec PULL = CommandSpec.of(
            "image pull",
            "NAME...",
            "Fetch images from their registries",
            List.of(PLATFORM, SILENT),
            new CommandSpec.Operands(1, MANY, "names of images"));
    static final CommandSpec PUSH = CommandSpec.of(
            "image push",
            "NAME...",
            "Send images to their registries",
            List.of(SILENT),
            new CommandSpec.Operands(1, MANY, "names of images"));

    private ImageTable() {}
}
