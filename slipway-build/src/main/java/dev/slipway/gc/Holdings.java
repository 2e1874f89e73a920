// SPDX-License-Identifier: Apache-2.0
package dev.slipway.gc;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.snapshot.LayerId;
import dev.slipway.snapshot.StoreKeeper;
import dev.slipway.snapshot.StoredBlob;
import dev.slipway.snapshot.StoredImage;
import dev.slipway.snapshot.StoredLayer;
import dev.slipway.snapshot.StoredMount;
import dev.slipway.snapshot.StoredRecord;
import dev.slipway.task.Scope;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A store counted: the inventory, and what its parts are on the disk. The namings are those of the records, the images,
 * the blobs and the mounts, in this order.
 *
 * @param hidden layers that are going to be deleted and that nobody names
 * @param revived layers that were going to be deleted, and are named again
 */
public record Holdings(
        Inventory inventory,
        List<StoredRecord> records,
        List<StoredImage> images,
        Map<String, StoredMount> mounts,
        List<LayerId> hidden,
        List<LayerId> revived) {
    private static final long GRACE_MILLIS = 3_600_000;
    private static final int MOST_DEPTH = 4;

    /** Counts the store. */
    public static Holdings of(StoreKeeper keeper, long now) throws InterruptedException {
        return new Counting(keeper, now).run();
    }

    /** The record that names something at that place, if it is one that does. */
    public Optional<StoredRecord> record(int naming) {
        return naming < records.size() ? Optional.of(records.get(naming)) : Optional.empty();
    }

    /** The image that names something at that place, if it is one that does. */
    public Optional<StoredImage> image(int naming) {
        int at = naming - records.size();
        return at >= 0 && at < images.size() ? Optional.of(images.get(at)) : Optional.empty();
    }

    /** Who says best what a unit is: of a layer the step that made it, if it is known; else any who wants it. */
    public Optional<Naming> best(Unit unit) {
        for (int naming : unit.namings()) {
            boolean isMaker = record(naming)
                    .map(StoredRecord::layers)
                    .filter(layers -> !layers.isEmpty())
                    .filter(layers -> layers.getLast().text().equals(unit.id()))
                    .isPresent();
            if (isMaker && !inventory.namings().get(naming).what().isEmpty()) {
                return Optional.of(inventory.namings().get(naming));
            }
        }
        return unit.namings().stream().findFirst().map(inventory.namings()::get);
    }

    /** A layer that somebody names. */
    private static final class Wanted {
        private static final Wanted BY_NOBODY = new Wanted();

        private final List<Integer> namings = new ArrayList<>(4);
        private int depth;
    }

    private static final class Counting {
        private final StoreKeeper keeper;
        private final long now;
        private final List<Naming> namings = new ArrayList<>();
        private final List<Unit> units = new ArrayList<>();
        private final Map<LayerId, Wanted> wanted = new HashMap<>();
        // many records have the same chain, and it is the same list then
        private final IdentityHashMap<List<LayerId>, List<Wanted>> ofChains = new IdentityHashMap<>();
        private final Map<Digest, List<Integer>> ofBlobs = new HashMap<>();
        private final List<StoredImage> images = new ArrayList<>();
        private final List<LayerId> hidden = new ArrayList<>();
        private final List<LayerId> revived = new ArrayList<>();

        Counting(StoreKeeper keeper, long now) {
            this.keeper = keeper;
            this.now = now;
        }

        Holdings run() throws InterruptedException {
            // asked first: who begins later makes what is not counted
            boolean isIdle = keeper.isIdle();
            List<StoredRecord> records = new ArrayList<>();
            List<StoredLayer> layers = new ArrayList<>();
            List<Boolean> read =
                    Scope.all(List.of(() -> records.addAll(keeper.records()), () -> layers.addAll(keeper.layers())));
            assert read.size() == 2;
            records.forEach(this::add);
            for (StoreKeeper.ImageFile image : keeper.images()) {
                add(image);
            }
            addLayers(layers, isIdle);
            addBlobs();
            Map<String, StoredMount> mounts = addMounts();
            File disk = keeper.root().toFile();
            Inventory.Disk room = new Inventory.Disk(disk.getTotalSpace(), disk.getUsableSpace());
            return new Holdings(new Inventory(namings, units, room), records, images, mounts, hidden, revived);
        }

        private int add(Naming naming) {
            namings.add(naming);
            return namings.size() - 1;
        }

        private void add(StoredRecord record) {
            int naming = add(Naming.of(record));
            addChain(record.layers(), naming);
            if (record.layers().isEmpty()) {
                units.add(new Unit(Kept.RECORD, record.key(), 0, 0, List.of(naming), false));
            }
        }

        private void addChain(List<LayerId> chain, Integer naming) {
            for (Wanted layer : ofChains.computeIfAbsent(chain, this::wanted)) {
                if (layer.namings.isEmpty() || !layer.namings.getLast().equals(naming)) {
                    layer.namings.add(naming);
                }
            }
        }

        private List<Wanted> wanted(List<LayerId> chain) {
            List<Wanted> layers = new ArrayList<>(chain.size());
            for (int depth = 0; depth < chain.size(); depth++) {
                Wanted layer = wanted.computeIfAbsent(chain.get(depth), _ -> new Wanted());
                layer.depth = Math.max(layer.depth, depth);
                layers.add(layer);
            }
            return layers;
        }

        private void add(StoreKeeper.ImageFile file) {
            StoredImage image = file.image();
            boolean isTagged = !image.isUntagged();
            images.add(image);
            int naming =
                    add(new Naming(Kept.IMAGE, image.name(), image.name(), "", List.of(), file.written(), isTagged));
            image.chain().ifPresent(chain -> addChain(chain.layers(), naming));
            Set<Digest> blobs = new LinkedHashSet<>(List.of(image.manifest(), image.config()));
            collect(image.content(), blobs, MOST_DEPTH);
            blobs.forEach(blob ->
                    ofBlobs.computeIfAbsent(blob, _ -> new ArrayList<>(2)).add(naming));
            if (!isTagged) {
                units.add(new Unit(Kept.IMAGE, image.name(), Inventory.RECORD_BYTES, 0, List.of(naming), false));
            }
        }

        /** The digests that a manifest names, and those that the manifests of an index do. */
        private void collect(Json json, Set<Digest> into, int depth) {
            json.text("digest").flatMap(Digest::parse).ifPresent(into::add);
            json.get("config")
                    .flatMap(config -> config.text("digest"))
                    .flatMap(Digest::parse)
                    .ifPresent(into::add);
            json.items("layers").forEach(layer -> collect(layer, into, 0));
            for (Json manifest : depth > 0 ? json.items("manifests") : List.<Json>of()) {
                Optional<Digest> digest = manifest.text("digest").flatMap(Digest::parse);
                if (digest.isPresent() && into.add(digest.get())) {
                    keeper.blob(digest.get())
                            .flatMap(Counting::parse)
                            .ifPresent(found -> collect(found, into, depth - 1));
                }
            }
        }

        private static Optional<Json> parse(byte[] bytes) {
            try {
                return Optional.of(JsonParser.parse(bytes));
            } catch (JsonSyntaxException _) {
                return Optional.empty();
            }
        }

        private void addLayers(List<StoredLayer> layers, boolean isIdle) {
            for (StoredLayer layer : layers) {
                Wanted by = wanted.getOrDefault(layer.id(), Wanted.BY_NOBODY);
                List<Integer> named = by.namings;
                if (layer.isHidden()) {
                    (named.isEmpty() ? hidden : revived).add(layer.id());
                }
                // who wants the layer may have to hand it on
                keeper.cameAs(layer.id())
                        .ifPresent(blob -> ofBlobs.computeIfAbsent(blob, _ -> new ArrayList<>(2))
                                .addAll(named));
                if (!layer.isHidden() || !named.isEmpty()) {
                    // what was made a moment ago will be named in a moment
                    boolean isYoung = named.isEmpty() && !isIdle && layer.made() > now - GRACE_MILLIS;
                    units.add(new Unit(Kept.LAYER, layer.id().text(), layer.size(), by.depth, named, isYoung));
                }
            }
        }

        private void addBlobs() throws InterruptedException {
            for (StoredBlob blob : keeper.blobs()) {
                String id = blob.digest().toString();
                List<Integer> named = new ArrayList<>(ofBlobs.getOrDefault(blob.digest(), List.of()));
                named.add(add(Naming.of(Kept.BLOB, id, "", blob.lastUsed())));
                units.add(new Unit(Kept.BLOB, id, blob.size(), 0, named, false));
            }
        }

        private Map<String, StoredMount> addMounts() throws InterruptedException {
            Map<String, StoredMount> mounts = new HashMap<>();
            for (StoredMount mount : keeper.mounts()) {
                int naming = add(new Naming(
                        Kept.MOUNT,
                        mount.id(),
                        "cache mount " + mount.id(),
                        mount.scope(),
                        List.of(),
                        mount.lastUsed(),
                        false));
                units.add(new Unit(Kept.MOUNT, mount.folder(), mount.size(), 0, List.of(naming), mount.inUse()));
                mounts.put(mount.folder(), mount);
            }
            return mounts;
        }
    }
}
