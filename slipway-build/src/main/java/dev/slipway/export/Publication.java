// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.RegistryClient;
import dev.slipway.snapshot.Store;
import dev.slipway.task.Scope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * What is to go to registries once all that was asked for is built: blobs first, then manifests by their digests, and tags
 * when everything else is there. Each repository gets what several images share once.
 */
public final class Publication {
    private final Store store;
    private final Supplier<RegistryClient> registry;
    private final ExportProgress progress;
    private final EarlyPush early;
    private final List<Push> pushes = new ArrayList<>();
    private final List<ImageReference> tagged = new ArrayList<>();
    private final Map<ImageReference, Lookout> lookouts = new HashMap<>();
    private final Map<ImageReference, Descriptor> left = new HashMap<>();

    Publication(Exporter.Machine machine, ExportProgress progress, EarlyPush early) {
        this.store = machine.store();
        this.registry = machine.registry();
        this.progress = progress;
        this.early = early;
    }

    EarlyPush early() {
        return early;
    }

    /**
     * An image for the registries of its names.
     *
     * @param byDigest whether no tag is to move
     * @param index of images for several platforms
     */
    record Push(List<ImageReference> names, boolean byDigest, List<PackedImage> packed, Optional<ImageIndex> index) {
        Push {
            names = List.copyOf(names);
            packed = List.copyOf(packed);
        }
    }

    void add(Push push) {
        pushes.add(push);
    }

    /** Looks once more before a tag is set. */
    public interface Lookout {
        /** What somebody else has put under the tag meanwhile and is as good; the tag is left as it is then. */
        Optional<Descriptor> look(ImageReference tag);
    }

    /** Leaves the tag alone if somebody else has set it by then. */
    public void watch(ImageReference tag, Lookout lookout) {
        lookouts.put(tag, lookout);
    }

    /** The tags that were left alone, with what they name. */
    public Map<ImageReference, Descriptor> left() {
        return Map.copyOf(left);
    }

    /** The names that were set by now: after a failure, those that are new already. */
    public List<ImageReference> tagged() {
        return List.copyOf(tagged);
    }

    /** Sends all of it. */
    public void publish() throws InterruptedException {
        if (pushes.isEmpty()) {
            return;
        }
        Map<String, Repository> repositories = new LinkedHashMap<>();
        for (Push push : pushes) {
            for (ImageReference name : push.names()) {
                repositories
                        .computeIfAbsent(name.name(), _ -> new Repository(name.withoutVersion(), new ArrayList<>()))
                        .images()
                        .addAll(push.packed());
            }
        }
        send(List.copyOf(repositories.values()));
        for (Push push : pushes) {
            if (isLeft(push)) {
                continue;
            }
            for (ImageReference name : push.names()) {
                tag(push, name);
            }
        }
    }

    // all its tags or none: they are to name one image
    private boolean isLeft(Push push) {
        Map<ImageReference, Descriptor> there = new HashMap<>();
        for (ImageReference name : push.names()) {
            Lookout lookout = lookouts.get(name);
            Optional<Descriptor> found = lookout == null ? Optional.empty() : lookout.look(name);
            if (found.isEmpty() || push.byDigest()) {
                return false;
            }
            there.put(name, found.get());
        }
        left.putAll(there);
        return !there.isEmpty();
    }

    private record Repository(ImageReference name, List<PackedImage> images) {}

    private void send(List<Repository> repositories) throws InterruptedException {
        ImagePusher pusher = new ImagePusher(store, registry.get(), progress.progress(), early);
        List<Callable<ImageReference>> work = new ArrayList<>();
        for (Repository repository : repositories) {
            Digest step = Digest.of("push " + repository.name());
            work.add(() -> progress.watched(
                    step, "pushing layers to " + repository.name().name(), () -> {
                        pusher.pushContent(step, repository.name(), repository.images());
                        return repository.name();
                    }));
        }
        Scope.all(work);
    }

    private void tag(Push push, ImageReference name) throws InterruptedException {
        if (push.index().isPresent()) {
            ImageIndex index = push.index().get();
            ImageReference to = push.byDigest()
                    ? name.withoutVersion().withDigest(index.descriptor().digest())
                    : name;
            put(to, index.mediaType(), index.toBytes());
        } else if (!push.byDigest()) {
            ImageManifest only = push.packed().getFirst().manifest();
            put(name, only.mediaType(), only.toBytes());
        }
    }

    private void put(ImageReference name, MediaType type, byte[] manifest) throws InterruptedException {
        progress.watched("pushing manifest for " + name, () -> {
            registry.get().pushManifest(name, type, manifest);
            return name;
        });
        tagged.add(name);
    }
}
