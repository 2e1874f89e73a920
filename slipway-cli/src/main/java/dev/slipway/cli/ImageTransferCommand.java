// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Outcome;

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
        try {
            return Interruption.guard(() -> new ImageTransferRun(io).run(transfer));
        } catch (InterruptedException _) {
            return Outcome.INTERRUPTED.code();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
