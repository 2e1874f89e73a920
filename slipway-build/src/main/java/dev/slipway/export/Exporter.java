// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.files.Content;
import dev.slipway.files.Copier;
import dev.slipway.files.CopyException;
import dev.slipway.files.CopySettings;
import dev.slipway.files.Owner;
import dev.slipway.oci.ImageIndex;
import dev.slipway.progress.Progress;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoreFault;
import dev.slipway.snapshot.View;
import dev.slipway.sys.Kernel;
import dev.slipway.sys.NativeThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Brings what was built to where it is wanted. Everything is packed before anything leaves; what goes to registries goes
 * last, and tags last of all.
 */
public final class Exporter {
    private final Store store;
    private final Supplier<RegistryClient> registry;
    private final LayerPacker packer;
    private final ImageAssembler assembler;
    private final ImageKeeper keeper;
    private final Optional<Instant> epoch;
    private final ExportProgress progress;
    private final OutputStream stdout;

    /** @param stdout where results go that are wanted there */
    public Exporter(
            Store store,
            Supplier<RegistryClient> registry,
            Optional<Instant> epoch,
            Progress progress,
            OutputStream stdout) {
        this(new LayerPacker(store), new Machine(store, registry, stdout), epoch, progress);
    }

    /**
     * What an exporter works with.
     *
     * @param stdout where results go that are wanted there
     */
    public record Machine(Store store, Supplier<RegistryClient> registry, OutputStream stdout) {}

    /** @param packer which knows where layers are that are not in the store */
    public Exporter(LayerPacker packer, Machine machine, Optional<Instant> epoch, Progress progress) {
        this.store = machine.store();
        this.registry = machine.registry();
        this.packer = packer;
        this.assembler = new ImageAssembler(store, packer, epoch);
        this.epoch = epoch;
        this.keeper = new ImageKeeper(store, assembler, progress.clock());
        this.progress = new ExportProgress(progress);
        this.stdout = machine.stdout();
    }

    private Exporter(Exporter other, ExportProgress progress) {
        this.store = other.store;
        this.registry = other.registry;
        this.packer = other.packer;
        this.assembler = other.assembler;
        this.keeper = other.keeper;
        this.epoch = other.epoch;
        this.progress = progress;
        this.stdout = other.stdout;
    }

    /** The same, whose progress names a target. */
    public Exporter of(String target) {
        return new Exporter(this, progress.of(target));
    }

    /** For packing layers as soon as they are made. */
    public PackAhead ahead(List<OutputSpec> outputs) {
        return PackAhead.of(outputs, assembler, packer, EarlyPush.of(outputs, registry));
    }

    /** The form of the layers of the first image among these; the plain one if there is none. */
    public LayerPacker.Form form(List<OutputSpec> outputs) {
        for (OutputSpec output : outputs) {
            Optional<ImageAttributes> image = output.ofImage();
            if (image.isPresent()) {
                return assembler.form(image.get());
            }
        }
        return LayerPacker.Form.PLAIN;
    }

    /** For what is to go to registries at the end. */
    public Publication publication() {
        return publication(EarlyPush.NONE);
    }

    /** @param early may have sent some of it already */
    public Publication publication(EarlyPush early) {
        return new Publication(new Machine(store, registry, stdout), progress, early);
    }

    /** Exports the images, one per platform, to all outputs. */
    public Exported export(List<BuiltImage> images, List<OutputSpec> outputs) throws InterruptedException {
        Publication publication = publication();
        Exported result = export(images, outputs, publication);
        publication.publish();
        return result;
    }

    /**
     * Exports the images, one per platform, to the outputs on this machine.
     *
     * @param later gets what is for registries
     */
    public Exported export(List<BuiltImage> images, List<OutputSpec> outputs, Publication later)
            throws InterruptedException {
        Exported result = Exported.NOTHING;
        for (OutputSpec output : outputs) {
            Exported made = export(images, output, later);
            result = result.image().isPresent() ? result : made;
        }
        return result;
    }

    // no switch over types: it costs milliseconds at its first use, on the path of every build
    private Exported export(List<BuiltImage> images, OutputSpec output, Publication later) throws InterruptedException {
        if (output instanceof OutputSpec.Image image) {
            return image(images, image, later);
        }
        if (output instanceof OutputSpec.Registry image) {
            return push(packed(images, image.image(), later.early()), image.image(), image.pushByDigest(), later);
        }
        if (output instanceof OutputSpec.Oci oci) {
            return archive(images, oci.image(), "oci", oci.destination(), oci.tar());
        }
        if (output instanceof OutputSpec.Docker docker) {
            return docker(images, docker);
        }
        if (output instanceof OutputSpec.Local local) {
            return local(images, local);
        }
        return output instanceof OutputSpec.Tar tar ? tar(images, tar) : Exported.NOTHING;
    }

    private interface Writing {
        void run() throws Exception;
    }

    // what fails there says what to do about it
    private static void to(Path path, Writing work) throws Exception {
        try {
            work.run();
        } catch (IOException e) {
            throw StoreFault.outside(path, "exporting", e);
        }
    }

    private Exported image(List<BuiltImage> images, OutputSpec.Image output, Publication later)
            throws InterruptedException {
        if (!output.push()) {
            return progress.watched("exporting to image", () -> keeper.keep(images, output.image()));
        }
        List<PackedImage> packed = packed(images, output.image(), later.early());
        if (output.store()) {
            PackedImage ofHere = packed.get(images.indexOf(ImageKeeper.ofThisMachine(images)));
            if (ofHere.elsewhere().isEmpty()) {
                keeper.keep(images, output.image());
            } else {
                keeper.keepPacked(ofHere, output.image());
            }
        }
        return push(packed, output.image(), output.pushByDigest(), later);
    }

    private List<PackedImage> packed(List<BuiltImage> images, ImageAttributes attributes, EarlyPush early)
            throws InterruptedException {
        return progress.watched("exporting layers", () -> packAll(images, attributes, early));
    }

    private Exported push(List<PackedImage> packed, ImageAttributes attributes, boolean byDigest, Publication later) {
        Optional<ImageIndex> index =
                packed.size() > 1 ? Optional.of(assembler.index(packed, attributes)) : Optional.empty();
        later.add(new Publication.Push(attributes.names(), byDigest, packed, index));
        return told(packed, attributes);
    }

    private List<PackedImage> packAll(List<BuiltImage> images, ImageAttributes attributes, EarlyPush early)
            throws InterruptedException {
        List<PackedImage> packed = new ArrayList<>();
        for (BuiltImage image : images) {
            packed.add(assembler.pack(image, attributes, early));
        }
        return packed;
    }

    private Exported told(List<PackedImage> packed, ImageAttributes attributes) {
        if (packed.size() == 1) {
            PackedImage only = packed.getFirst();
            return new Exported(Optional.of(only.manifest().config().digest()), Optional.of(only.descriptor()));
        }
        return new Exported(
                Optional.empty(),
                Optional.of(assembler.index(packed, attributes).descriptor()));
    }

    private Exported docker(List<BuiltImage> images, OutputSpec.Docker output) throws InterruptedException {
        return output.destination().isPresent()
                ? archive(images, output.image(), "docker", output.destination().get(), output.tar())
                : progress.watched("exporting to image", () -> keeper.keep(images, output.image()));
    }

    private Exported archive(
            List<BuiltImage> images, ImageAttributes attributes, String format, Destination destination, boolean tar)
            throws InterruptedException {
        return progress.watched("exporting to " + format + " image format", () -> {
            List<PackedImage> packed = packAll(images, attributes, EarlyPush.NONE);
            ArchiveWriter writer = new ArchiveWriter(store, assembler, attributes, format.equals("docker"));
            switch (destination) {
                case Destination.Stdout _ -> writer.writeTar(packed, stdout);
                case Destination.At(var path) when tar -> to(path, () -> writer.writeTar(packed, path));
                case Destination.At(var path) -> to(path, () -> writer.writeFolder(packed, path));
            }
            return told(packed, attributes);
        });
    }

    private Exported local(List<BuiltImage> images, OutputSpec.Local output) throws InterruptedException {
        boolean split = output.platformSplit().orElse(images.size() > 1);
        for (BuiltImage image : images) {
            Path folder = split ? output.folder().resolve(platformFolder(image)) : output.folder();
            progress.watched("exporting to client directory", () -> {
                to(folder, () -> {
                    Files.createDirectories(folder);
                    NativeThreads.call(() -> copy(image, folder));
                });
                return folder;
            });
        }
        return Exported.NOTHING;
    }

    private static String platformFolder(BuiltImage image) {
        return image.config().platform().toString().replace('/', '_');
    }

    private Path copy(BuiltImage image, Path folder) throws IOException, CopyException {
        OptionalLong time = epoch.map(at -> OptionalLong.of(at.getEpochSecond() * 1_000_000_000))
                .orElse(OptionalLong.empty());
        CopySettings settings = CopySettings.ownedBy(Owner.ROOT, time);
        try (View view = store.view(image.chain());
                Copier copier = new Copier(Kernel.linux(), folder)) {
            Content content = Content.ofFilesystem(view.root(), Kernel.linux());
            copier.copy(content, content.select(List.of("/"), false), "/", settings);
        }
        return folder;
    }

    private Exported tar(List<BuiltImage> images, OutputSpec.Tar output) throws InterruptedException {
        progress.watched("exporting to client tarball", () -> {
            RootfsTar writer = new RootfsTar(store, epoch.map(Instant::getEpochSecond));
            boolean split = output.platformSplit().orElse(images.size() > 1);
            switch (output.destination()) {
                case Destination.Stdout _ -> writer.write(images, split, stdout);
                case Destination.At(var path) ->
                    to(path, () -> ArchiveWriter.<Exception>aside(path, out -> writer.write(images, split, out)));
            }
            return output;
        });
        return Exported.NOTHING;
    }
}
