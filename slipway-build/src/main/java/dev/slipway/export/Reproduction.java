// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.oci.ImageConfig;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreFault;
import dev.slipway.sys.NativeThreads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Compares what two builds of the same made: as it would be exported, so that what no output shows is no difference. */
public final class Reproduction {
    private final Store first;
    private final Store second;
    private final Optional<Instant> epoch;
    private final LongUnaryOperator times;

    /** @param outputs where the result goes: they say what becomes of the times of files */
    public Reproduction(Store first, Store second, Optional<Instant> epoch, List<OutputSpec> outputs) {
        this.first = first;
        this.second = second;
        this.epoch = epoch;
        this.times = times(epoch.map(Instant::getEpochSecond), outputs);
    }

    /**
     * What differs.
     *
     * @param created the times of the two images, where those differ
     */
    public record Result(List<LayerDifference> layers, Optional<String> created) {
        public Result {
            layers = List.copyOf(layers);
        }

        public boolean isSame() {
            return layers.isEmpty() && created.isEmpty();
        }
    }

    private static LongUnaryOperator times(Optional<Long> epoch, List<OutputSpec> outputs) {
        if (epoch.isEmpty() || !outputs.stream().allMatch(Reproduction::isRewritten)) {
            return time -> time;
        }
        boolean allTheSame =
                outputs.stream().allMatch(output -> attributes(output).isEmpty());
        return allTheSame ? time -> epoch.get() : LayerTar.clamped(epoch);
    }

    // folders and tars have the time of the epoch everywhere
    private static boolean isRewritten(OutputSpec output) {
        return attributes(output)
                .map(ImageAttributes::rewriteTimestamp)
                .orElse(output instanceof OutputSpec.Local || output instanceof OutputSpec.Tar);
    }

    private static Optional<ImageAttributes> attributes(OutputSpec output) {
        return switch (output) {
            case OutputSpec.Image image -> Optional.of(image.image());
            case OutputSpec.Registry registry -> Optional.of(registry.image());
            case OutputSpec.Oci oci -> Optional.of(oci.image());
            case OutputSpec.Docker docker -> Optional.of(docker.image());
            case OutputSpec.Local _, OutputSpec.Tar _, OutputSpec.CacheOnly _ -> Optional.empty();
        };
    }

    /** Compares one image of each. */
    public Result compare(BuiltImage one, BuiltImage other) throws InterruptedException {
        List<LayerDifference> layers = new ArrayList<>();
        for (int i = 0; i < one.chain().size(); i++) {
            LayerId mine = one.chain().layers().get(i);
            LayerId theirs = other.chain().layers().get(i);
            if (!mine.equals(theirs)) {
                LayerDifference found = layer(i, mine, theirs);
                if (!found.aspects().isEmpty()) {
                    layers.add(found);
                }
            }
        }
        return new Result(layers, epoch.isPresent() ? Optional.empty() : created(one, other));
    }

    private Optional<String> created(BuiltImage one, BuiltImage other) {
        ImageConfig mine = CreationTimes.filled(first, one, List.of());
        ImageConfig theirs = CreationTimes.filled(second, other, List.of());
        return mine.created().equals(theirs.created())
                ? Optional.empty()
                : Optional.of(mine.created().orElse("none") + ", then "
                        + theirs.created().orElse("none"));
    }

    private LayerDifference layer(int number, LayerId mine, LayerId theirs) throws InterruptedException {
        try {
            return NativeThreads.call(() -> {
                Path folder = second.newTempFolder();
                Path one = tar(first, mine, folder.resolve("first.tar"));
                Path other = tar(second, theirs, folder.resolve("second.tar"));
                LayerDifference found =
                        TarComparison.compare(number, Files.newInputStream(one), Files.newInputStream(other));
                Files.delete(one);
                Files.delete(other);
                return found;
            });
        } catch (IOException e) {
            throw StoreFault.of(second.root(), "comparing layers", e);
        }
    }

    private Path tar(Store store, LayerId layer, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 64 << 10)) {
            new LayerTar(times).write(store.layers().fs(layer), out);
        }
        return file;
    }
}
