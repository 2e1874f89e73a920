// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.ProgressMode;
import dev.slipway.cli.view.ProgressView;
import dev.slipway.cli.view.Views;
import dev.slipway.digest.Digest;
import dev.slipway.engine.ImageFinder;
import dev.slipway.engine.ImagePuller;
import dev.slipway.engine.LayerSource;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.export.BuiltImage;
import dev.slipway.export.Compression;
import dev.slipway.export.Exported;
import dev.slipway.export.Exporter;
import dev.slipway.export.ImageAttributes;
import dev.slipway.export.OutputSpec;
import dev.slipway.json.Json;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.ImageSource;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.oci.UnpackedArchive;
import dev.slipway.oci.tar.MalformedTarException;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.text.HostException;
import dev.slipway.text.Outcome;
import dev.slipway.text.RegistryException;
import dev.slipway.text.SourceException;
import dev.slipway.text.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Moves images between the store, registries and archives. */
final class ImageTransferRun {
    private final Io io;
    private final Clock clock = Clock.systemUTC();

    ImageTransferRun(Io io) {
        this.io = io;
    }

    int run(ImageTransfer transfer) throws InterruptedException {
        try (Store store = Store.open(Store.defaultRoot(io.environment()));
                Registries registries = new Registries(io.environment())) {
            switch (transfer) {
                case ImageTransfer.Pull pull -> pull(pull, store, registries);
                case ImageTransfer.Push push -> push(push, store, registries);
                case ImageTransfer.Load load -> load(load, store, registries);
                case ImageTransfer.Save save -> save(save, store, registries);
            }
        }
        return Outcome.OK.code();
    }

    private ProgressView view(boolean quiet) {
        ProgressMode mode = quiet ? ProgressMode.NONE : io.terminals().err() ? ProgressMode.TTY : ProgressMode.PLAIN;
        return Views.open(mode, io.err(), io.environment());
    }

    private void pull(ImageTransfer.Pull pull, Store store, Registries registries) throws InterruptedException {
        Platform platform = pull.platform().orElse(Platform.host());
        for (ImageReference name : pull.names()) {
            ResolvedImage image;
            try (ProgressView view = view(pull.quiet())) {
                Progress progress = new Progress(view, clock);
                image = new ImageFinder(store, registries::client, progress, true).find(name, platform);
                ImagePuller puller = new ImagePuller(store, registries::client, progress);
                Chain chain = unpacked(puller, progress, new Unpacking("pulling", name.toString()), image.manifest());
                put(store, name.toString(), image.manifest(), chain);
            }
            io.out().println(name + "@" + image.manifest());
        }
    }

    /** What is shown while an image is unpacked. */
    private record Unpacking(String act, String name) {}

    private static Chain unpacked(ImagePuller puller, Progress progress, Unpacking what, Digest manifest)
            throws InterruptedException {
        Digest step = Digest.of("pull " + what.name());
        progress.declared(step, what.act() + " " + what.name(), List.of());
        progress.started(step);
        try {
            Chain chain = puller.pull(step, what.name(), manifest);
            progress.done(step);
            return chain;
        } catch (RuntimeException e) {
            progress.failed(step, e);
            throw e;
        }
    }

    private void put(Store store, String name, Digest manifestDigest, Chain chain) {
        byte[] bytes = store.blobs().read(manifestDigest).orElseThrow();
        try {
            ImageManifest manifest = ImageManifest.read(bytes, name);
            Json content = manifest.toJson();
            store.images()
                    .put(new StoredImage(
                            name,
                            manifestDigest,
                            content,
                            manifest.config().digest(),
                            Optional.of(chain),
                            clock.instant()));
        } catch (MalformedImageException e) {
            throw new RegistryException(name + ": " + e.getMessage(), 0);
        }
    }

    private void push(ImageTransfer.Push push, Store store, Registries registries) throws InterruptedException {
        for (ImageReference name : push.names()) {
            StoredImage image = require(store, name);
            ImageAttributes attributes = attributes(List.of(name), isOci(image));
            Exported exported;
            try (ProgressView view = view(push.quiet())) {
                Progress progress = new Progress(view, clock);
                Exporter exporter = new Exporter(store, registries::client, Optional.empty(), progress, io.out());
                exported = exporter.export(
                        List.of(built(store, image)), List.of(new OutputSpec.Registry(attributes, false, false)));
            }
            exported.image().ifPresent(pushed -> io.out().println(name + "@" + pushed.digest()));
        }
    }

    private static boolean isOci(StoredImage image) {
        return image.content()
                .text("mediaType")
                .map(type -> type.contains(".oci."))
                .orElse(false);
    }

    private static StoredImage require(Store store, ImageReference name) {
        return store.images()
                .find(name.toString())
                .orElseThrow(() -> new UsageException(
                        "there is no image " + name.familiar() + " in the store; see \"slipway image ls\""));
    }

    private static BuiltImage built(Store store, StoredImage image) {
        Chain chain = image.chain()
                .orElseThrow(() -> new HostException("the layers of " + image.name() + " are not in the store"));
        byte[] config = store.blobs()
                .read(image.config())
                .orElseThrow(() -> new HostException("the configuration of " + image.name() + " is not in the store"));
        try {
            return new BuiltImage(chain, ImageConfig.read(config, image.name()));
        } catch (MalformedImageException e) {
            throw new HostException(image.name() + ": " + e.getMessage(), e);
        }
    }

    private static ImageAttributes attributes(List<ImageReference> names, boolean oci) {
        return new ImageAttributes(names, Compression.GZIP, OptionalInt.empty(), false, oci, false, List.of());
    }

    private void save(ImageTransfer.Save save, Store store, Registries registries) throws InterruptedException {
        ImageNames images = new ImageNames(store.images());
        StoredImage first = images.require(save.wanted().getFirst());
        List<ImageReference> names = new ArrayList<>();
        for (Argument wanted : save.wanted()) {
            StoredImage image = images.require(wanted);
            if (!image.config().equals(first.config())) {
                throw wanted.error(
                        "another image, and one archive holds one, under any number of names",
                        "save it to a file of its own");
            }
            // an image that is named by its id has no name in the archive, as docker's
            if (!ImageNames.isFullId(wanted.text())
                    && ImageName.any(wanted).toString().equals(image.name())) {
                names.add(ImageReference.of(image.name()));
            }
        }
        BuiltImage built = built(store, first);
        Platform is = built.config().platform();
        if (save.platform().filter(asked -> !is.matches(asked)).isPresent()) {
            throw new UsageException("the image in the store is for " + is + "; pull or build it with --platform "
                    + save.platform().get());
        }
        ImageAttributes attributes = attributes(names, save.oci());
        OutputSpec output = save.oci()
                ? new OutputSpec.Oci(attributes, save.to(), true)
                : new OutputSpec.Docker(attributes, Optional.of(save.to()), true);
        Progress unseen = new Progress(ProgressSink.NONE, clock);
        new Exporter(store, registries::client, Optional.empty(), unseen, io.out())
                .export(List.of(built), List.of(output));
    }

    private void load(ImageTransfer.Load load, Store store, Registries registries) throws InterruptedException {
        String where = load.file().map(Path::toString).orElse("the standard input");
        Path scratch = store.newTempFolder();
        try (InputStream in = load.file().isPresent()
                        ? Files.newInputStream(load.file().get())
                        : io.in();
                ProgressView view = view(load.quiet())) {
            ImageSource source = UnpackedArchive.open(in, where, scratch);
            Progress progress = new Progress(view, clock);
            for (Descriptor entry : source.index().images()) {
                load(source, entry, store, new ImagePuller(store, registries::client, progress), progress);
            }
        } catch (MalformedImageException e) {
            throw new SourceException(String.valueOf(e.getMessage()), e);
        } catch (MalformedTarException e) {
            throw new SourceException(where + ": no image archive: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new HostException("cannot read " + where + ": " + e.getMessage(), e);
        }
    }

    private void load(ImageSource source, Descriptor entry, Store store, ImagePuller puller, Progress progress)
            throws IOException, InterruptedException {
        Descriptor chosen = source.select(entry, Platform.host());
        byte[] bytes = source.read(chosen, ImageManifest.MAX_BYTES);
        ImageManifest manifest = ImageManifest.read(bytes, source.where());
        store.blobs().put(source.read(manifest.config(), ImageConfig.MAX_BYTES));
        Digest digest = store.blobs().put(bytes);
        puller.from(digest, new LayerSource.Local(source));
        Optional<ImageReference> name = name(entry);
        String shown = name.map(ImageReference::familiar)
                .orElse(manifest.config().digest().toString());
        Chain chain = unpacked(puller, progress, new Unpacking("loading", shown), digest);
        if (name.isPresent()) {
            put(store, name.get().toString(), digest, chain);
            io.out().println("Loaded image: " + name.get().familiar());
        } else {
            put(store, StoredImage.untaggedName(manifest.config().digest()), digest, chain);
            io.out().println("Loaded image ID: " + manifest.config().digest());
        }
    }

    private static Optional<ImageReference> name(Descriptor entry) {
        String text = entry.annotations()
                .getOrDefault(ImageSource.IMAGE_NAME, entry.annotations().getOrDefault(ImageSource.REF_NAME, ""));
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(ImageReference.parse(text));
        } catch (OciSyntaxException _) {
            return Optional.empty();
        }
    }
}
