// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

/** The commands of {@code slipway image} that move layers: load, save, pull, push. */
final class ImageTransferCommand implements Command {
    private final CommandSpec spec;

    /** @param spec one of {@link ImageTable} */
    ImageTransferCommand(CommandSpec spec) {
        this.spec = spec;
    }

    @Override
    public CommandSpec spec() {
        return spec;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        ImageTransfer transfer = new ImageTransferReader(options, io).read();
        return Interruption.guard(() -> new ImageTransferRun(io).run(transfer));
    }
}
