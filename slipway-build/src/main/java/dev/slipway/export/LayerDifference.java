// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How two layers that should be the same are not.
 *
 * @param layer its number, counted from the bottom
 * @param files the first of the files that differ, in the order of the layer
 * @param more how many others differ
 * @param aspects all that differs in any file
 */
public record LayerDifference(int layer, List<File> files, long more, Set<Aspect> aspects) {
    private static final int SHOWN = 10;

    /** What of a file can differ. */
    public enum Aspect {
        PRESENCE,
        TYPE,
        CONTENT,
        LINK,
        MODE,
        OWNER,
        TIME,
        ATTRIBUTES
    }

    /** One thing that differs, in words. */
    public record Change(Aspect aspect, String text) {}

    /** A file by its path in the image. */
    public record File(String path, List<Change> changes) {
        public File {
            changes = List.copyOf(changes);
        }

        /** The path and all that differs, for people. */
        @Override
        public String toString() {
            List<String> texts = changes.stream().map(Change::text).toList();
            return path + ": " + String.join("; ", texts);
        }
    }

    public LayerDifference {
        files = List.copyOf(files);
        aspects = Collections.unmodifiableSet(EnumSet.copyOf(aspects));
    }

    /** Takes differences as they are found, and holds few of them. Those of content come first: others follow from them. */
    static final class Collector {
        private final List<File> files = new ArrayList<>();
        private final List<File> minor = new ArrayList<>();
        private final Set<Aspect> aspects = EnumSet.noneOf(Aspect.class);
        private long count;

        void add(String path, List<Change> changes) {
            if (changes.isEmpty()) {
                return;
            }
            count++;
            changes.forEach(change -> aspects.add(change.aspect()));
            boolean onlyTime = changes.stream().allMatch(change -> change.aspect() == Aspect.TIME);
            List<File> place = onlyTime ? minor : files;
            if (place.size() < SHOWN) {
                place.add(new File(path, changes));
            }
        }

        LayerDifference of(int layer) {
            List<File> shown = new ArrayList<>(files);
            shown.addAll(minor.subList(0, Math.min(minor.size(), SHOWN - files.size())));
            return new LayerDifference(layer, shown, count - shown.size(), aspects);
        }
    }
}
