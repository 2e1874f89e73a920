// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.gc.Holdings;
import dev.slipway.gc.Inventory;
import dev.slipway.gc.Kept;
import dev.slipway.gc.Naming;
import dev.slipway.gc.Pin;
import dev.slipway.gc.Unit;
import dev.slipway.json.Json;
import dev.slipway.snapshot.StoredImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is in a store, as people see it: each part with the step or image that it is best known by. */
final class CacheItems {
    private static final int SHORT_ID = 12;
    private static final int MOST_WHAT = 70;

    private final Holdings holdings;
    private final Inventory inventory;
    private final List<Pin> pins;

    CacheItems(Holdings holdings, List<Pin> pins) {
        this.holdings = holdings;
        this.inventory = holdings.inventory();
        this.pins = pins;
    }

    /**
     * One of them.
     *
     * @param what the step that made it, or what else it is
     * @param namings who wants it
     */
    record Item(
            Kept kind,
            String id,
            long size,
            long lastUsed,
            String what,
            String stage,
            Set<String> targets,
            Set<String> scopes,
            List<Naming> namings,
            State state) {
        String shortId() {
            if (kind == Kept.MOUNT || (kind == Kept.IMAGE && !StoredImage.isUntaggedName(id))) {
                return id;
            }
            String hex = id.substring(id.indexOf("sha256:") < 0 ? 0 : id.indexOf("sha256:") + "sha256:".length());
            return hex.length() <= SHORT_ID ? hex : begin(hex);
        }

        /** The same, with its end left out where it is long. */
        String shortWhat() {
            return CacheItems.shortened(what);
        }

        private static String begin(String hex) {
            String ofDiff = "sha256-";
            return hex.startsWith(ofDiff) ? hex.substring(0, ofDiff.length() + SHORT_ID) : hex.substring(0, SHORT_ID);
        }

        Json json() {
            return Json.object()
                    .put("kind", kind.word())
                    .put("id", id)
                    .put("size", size)
                    .put(
                            "lastUsed",
                            lastUsed == 0 ? "" : Instant.ofEpochMilli(lastUsed).toString())
                    .put("what", what)
                    .put("stage", stage)
                    .put("targets", Json.ofTexts(List.copyOf(targets)))
                    .put("scopes", Json.ofTexts(List.copyOf(scopes)))
                    .put("uses", namings.size())
                    .put("pinned", state.isPinned())
                    .put("inUse", state.inUse())
                    .put("ofImage", state.isOfImage())
                    .build();
        }
    }

    /**
     * Why it stays, if it does.
     *
     * @param isOfImage whether an image that has a name wants it
     */
    record State(boolean isPinned, boolean inUse, boolean isOfImage) {
        boolean isReclaimable() {
            return !isPinned && !inUse && !isOfImage;
        }

        String word() {
            if (isOfImage) {
                return "image";
            }
            return isPinned ? "pinned" : inUse ? "in use" : "";
        }
    }

    /** A text with its end left out where it is long. */
    static String shortened(String text) {
        return text.length() <= MOST_WHAT ? text : text.substring(0, MOST_WHAT - 3) + "...";
    }

    /** All of them, what was used last first. */
    List<Item> all() {
        List<Item> items = new ArrayList<>();
        inventory.units().forEach(unit -> items.add(of(unit)));
        items.sort(Comparator.comparingLong(Item::lastUsed).reversed().thenComparing(Item::id));
        return items;
    }

    Item of(Unit unit) {
        List<Naming> namings = new ArrayList<>();
        Set<String> targets = new LinkedHashSet<>();
        Set<String> scopes = new LinkedHashSet<>();
        for (int place : unit.namings()) {
            Naming naming = inventory.namings().get(place);
            namings.add(naming);
            targets.addAll(naming.targets());
            scopes.add(naming.scope());
        }
        Optional<Naming> best = holdings.best(unit);
        return new Item(
                unit.kind(),
                unit.kind() == Kept.MOUNT ? best.map(Naming::id).orElse(unit.id()) : unit.id(),
                size(unit),
                inventory.lastUsed(unit),
                best.map(Naming::what).orElse(""),
                best.map(Naming::stage).orElse(""),
                targets,
                scopes,
                namings,
                state(unit));
    }

    static long size(Unit unit) {
        return unit.kind() == Kept.RECORD ? Inventory.RECORD_BYTES : unit.size();
    }

    State state(Unit unit) {
        boolean isPinned = false;
        for (int place : pins.isEmpty() ? List.<Integer>of() : unit.namings()) {
            Naming naming = inventory.namings().get(place);
            isPinned |= pins.stream().anyMatch(pin -> pin.isAbout(naming));
        }
        return new State(isPinned, unit.inUse(), inventory.isOfImage(unit));
    }
}
