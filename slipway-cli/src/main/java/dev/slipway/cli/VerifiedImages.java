// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.engine.ImageFinder;
import dev.slipway.engine.ImagePuller;
import dev.slipway.engine.ResolvedImage;
import dev.slipway.engine.Secrets;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.plan.Base;
import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressSink;
import dev.slipway.registry.FetchedManifest;
import dev.slipway.snapshot.Store;
import dev.slipway.snapshot.View;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Images that are looked at as file systems: brought into the store, and seen with all their layers. */
final class VerifiedImages implements AutoCloseable {
    private static final String IMAGE = "docker-image://";
    private static final String LAYOUT = "oci-layout://";

    private final PrintStream err;
    private final Store store;
    private final Registries registries;
    private final ImageFinder finder;
    private final OutsideSources outside;
    private final ImagePuller puller;
    private final Deque<View> views = new ArrayDeque<>();

    /** An image of one platform as a folder. */
    record Seen(Platform platform, Path root) {}

    VerifiedImages(Io io) {
        this.err = io.err();
        Progress unseen = new Progress(ProgressSink.NONE, Clock.systemUTC());
        this.store = Store.open(Store.defaultRoot(io.environment()));
        this.registries = new Registries(io.environment());
        this.finder = new ImageFinder(store, registries::client, unseen, false);
        this.outside = new OutsideSources.Factory(store, registries, io).sources(unseen, Secrets.NONE, false, false);
        this.puller = new ImagePuller(store, registries::client, unseen);
    }

    static boolean isImage(Argument operand) {
        return operand.text().startsWith(IMAGE) || operand.text().startsWith(LAYOUT);
    }

    /**
     * The image on each of the platforms.
     *
     * @param wanted all that it has in its registry if empty; of a layout this machine's, of an image of the store its own
     */
    List<Seen> see(Argument operand, List<Platform> wanted) throws InterruptedException {
        return operand.text().startsWith(LAYOUT) ? layout(operand, wanted) : image(operand, wanted);
    }

    private List<Seen> image(Argument operand, List<Platform> wanted) throws InterruptedException {
        ImageReference reference;
        try {
            reference = ImageReference.parse(operand.text().substring(IMAGE.length()));
        } catch (OciSyntaxException e) {
            throw operand.error("this is no image", String.valueOf(e.getMessage()));
        }
        List<Seen> seen = new ArrayList<>();
        for (Platform platform : wanted.isEmpty() ? platforms(reference) : wanted) {
            ResolvedImage found = finder.find(reference, platform);
            Step step = new Step(new Op.Image(reference.toString(), found.manifest()), Step.Label.of("verify"));
            seen.add(seen(found.config().platform(), step));
        }
        return seen;
    }

    // of an index all: what was not looked at is not proved
    private List<Platform> platforms(ImageReference reference) {
        Optional<Platform> stored = finder.stored(reference);
        if (stored.isPresent()) {
            err.println("verify: " + reference + " is in the store, for " + stored.get()
                    + "; --platform names others of its registry");
            return List.of(stored.get());
        }
        FetchedManifest manifest = registries.client().fetchManifest(reference);
        List<Platform> platforms = new ArrayList<>();
        if (manifest.isIndex()) {
            for (Descriptor image : manifest.asIndex().images()) {
                image.platform().ifPresent(platforms::add);
            }
        }
        return platforms.isEmpty() ? List.of(Platform.host()) : platforms;
    }

    private List<Seen> layout(Argument operand, List<Platform> wanted) throws InterruptedException {
        BuildContextSpec.OciLayout spec = BuildContextReader.layout(operand);
        List<Seen> seen = new ArrayList<>();
        for (Platform platform : wanted.isEmpty() ? List.of(Platform.host()) : wanted) {
            Base base = outside.layout(spec, platform);
            outside.layouts().forEach(puller::from);
            Platform own = base.config().map(config -> config.platform()).orElse(platform);
            seen.add(seen(own, base.step()));
        }
        return seen;
    }

    private Seen seen(Platform platform, Step step) throws InterruptedException {
        View view = store.view(puller.pull(step));
        views.push(view);
        return new Seen(platform, view.root());
    }

    @Override
    public void close() {
        views.forEach(View::close);
        registries.close();
        store.close();
    }
}
