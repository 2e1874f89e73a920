// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.snapshot.LayerId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Packs the layers of an image while later steps still run, one after the other, so that its export waits for the last
 * ones only. What fails here fails again, and is told, in the export.
 */
public final class PackAhead implements AutoCloseable {
    private final List<Wanted> wanted;
    private final LayerPacker packer;
    private final EarlyPush early;
    private boolean othersToo;
    private @Nullable ExecutorService worker;

    /** What an output needs of each layer: its blob, or no more than the digest of its tar. */
    private record Wanted(LayerPacker.Form form, boolean blob, boolean oci, boolean output) {}

    private PackAhead(List<Wanted> wanted, LayerPacker packer, EarlyPush early) {
        this.wanted = wanted;
        this.packer = packer;
        this.early = early;
    }

    static PackAhead of(List<OutputSpec> outputs, ImageAssembler assembler, LayerPacker packer, EarlyPush early) {
        List<Wanted> wanted = new ArrayList<>();
        for (OutputSpec output : outputs) {
            if (output instanceof OutputSpec.Image image) {
                add(wanted, wanted(assembler, image.image(), image.push()));
            } else if (output instanceof OutputSpec.Registry registry) {
                add(wanted, wanted(assembler, registry.image(), true));
            } else if (output instanceof OutputSpec.Oci oci) {
                add(wanted, wanted(assembler, oci.image(), true));
            } else if (output instanceof OutputSpec.Docker docker) {
                add(wanted, wanted(assembler, docker.image(), false));
            }
        }
        return new PackAhead(wanted, packer, early);
    }

    // a list of what is wanted once per target would pack each layer as often
    private static void add(List<Wanted> wanted, Wanted one) {
        if (wanted.isEmpty() || !wanted.contains(one)) {
            wanted.add(one);
        }
    }

    private static Wanted wanted(ImageAssembler assembler, ImageAttributes attributes, boolean blob) {
        return new Wanted(assembler.form(attributes), blob, attributes.ociMediaTypes(), true);
    }

    /** Layers that no output has are packed too, for caches: nothing is sent early then. Before the first is there. */
    public void othersToo() {
        othersToo = true;
    }

    /** For the publication of what was packed. */
    public EarlyPush early() {
        return early;
    }

    /** Layers are wanted as blobs of this form as well; before the first is there. */
    public void want(LayerPacker.Form form, boolean oci) {
        add(wanted, new Wanted(form, true, oci, false));
    }

    /** A layer of the image is there. */
    public synchronized void begin(LayerId layer) {
        if (wanted.isEmpty()) {
            return;
        }
        if (worker == null) {
            worker = Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("slipway-pack-ahead").factory());
        }
        worker.execute(() -> wanted.forEach(one -> pack(layer, one)));
    }

    private void pack(LayerId layer, Wanted one) {
        try {
            if (one.blob()) {
                packer.pack(layer, one.form(), one.oci(), one.output() && !othersToo ? early : EarlyPush.NONE);
            } else {
                packer.diffId(layer, one.form());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException _) {
            // told by the export, which tries again
        }
    }

    /** Waits until all that was begun is done. */
    public void finish() throws InterruptedException {
        ExecutorService begun = worker();
        if (begun != null) {
            begun.shutdown();
            while (!begun.awaitTermination(1, TimeUnit.HOURS)) {
                // as long as it takes: the export needs it
            }
        }
    }

    private synchronized @Nullable ExecutorService worker() {
        return worker;
    }

    /** Stops what is not finished, and takes back what was sent and not published. */
    @Override
    public void close() {
        ExecutorService begun = worker();
        if (begun != null) {
            begun.shutdownNow();
        }
        early.close();
        if (begun != null) {
            begun.close();
        }
    }
}
