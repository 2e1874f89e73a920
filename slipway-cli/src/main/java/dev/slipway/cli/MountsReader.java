// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cache.CachePlace;
import dev.slipway.cache.MountSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Reads which cache mounts a cache takes: {@code mounts=ID[:SIZE],ID...} or {@code mounts=all}, and {@code mounts-max-size}. */
final class MountsReader {
    private static final String MOUNTS = "mounts";
    private static final String MAX_SIZE = "mounts-max-size";
    private static final String ALL = "all";

    private MountsReader() {}

    /** The fields with those put to {@code mounts} that stand behind it and are no attributes: further ids. */
    static List<Argument> joined(List<Argument> fields) {
        List<Argument> all = new ArrayList<>();
        boolean mounts = false;
        for (Argument field : fields) {
            boolean attribute = field.text().indexOf('=') >= 0;
            if (attribute || !mounts) {
                mounts = attribute && field.text().startsWith(MOUNTS + "=");
                all.add(field);
            } else {
                all.add(new Argument(
                        field.label(),
                        MOUNTS + "=" + field.text(),
                        field.origin(),
                        field.first(),
                        field.index(),
                        field.offset() - MOUNTS.length() - 1));
            }
        }
        return all;
    }

    static MountSelection read(Attributes attributes, CachePlace place) {
        long most = attributes.value(MAX_SIZE).map(StepReader::size).orElse(MountSelection.UNLIMITED);
        List<Argument> values = attributes.all().stream()
                .filter(attribute -> attribute.name().equals(MOUNTS))
                .map(Attributes.Attribute::value)
                .toList();
        MountSelection selection = read(values, most);
        refuseUseless(attributes, selection, place);
        return selection;
    }

    /**
     * Of values such as {@code apt:2GB,cargo} or {@code all}.
     *
     * @param most the limit of each that has none of its own
     */
    static MountSelection read(List<Argument> values, long most) {
        Map<String, Long> limits = new TreeMap<>();
        OptionalLong ofOthers = OptionalLong.empty();
        for (Argument value : values) {
            for (Argument id : ids(value)) {
                if (id.text().equals(ALL)) {
                    ofOthers = OptionalLong.of(most);
                } else {
                    put(id, most, limits);
                }
            }
        }
        return new MountSelection(limits, ofOthers);
    }

    private static List<Argument> ids(Argument value) {
        List<Argument> ids = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= value.text().length(); i++) {
            if (i == value.text().length() || value.text().charAt(i) == ',') {
                if (i == from) {
                    throw value.error("an id is missing", "expected: mounts=ID[:SIZE],ID... or mounts=all");
                }
                ids.add(value.part(from, i));
                from = i + 1;
            }
        }
        return ids;
    }

    /** An id may have colons itself: a size is what begins with a digit behind the last one. */
    private static void put(Argument id, long most, Map<String, Long> limits) {
        String text = id.text();
        int colon = text.lastIndexOf(':');
        boolean sized = colon > 0 && colon + 1 < text.length() && Character.isDigit(text.charAt(colon + 1));
        limits.put(
                sized ? text.substring(0, colon) : text,
                sized ? StepReader.size(id.part(colon + 1, text.length())) : most);
    }

    private static void refuseUseless(Attributes attributes, MountSelection selection, CachePlace place) {
        boolean none = selection.equals(MountSelection.NONE);
        if (none && attributes.value(MAX_SIZE).isPresent()) {
            throw attributes
                    .value(MAX_SIZE)
                    .orElseThrow()
                    .error("a limit for cache mounts, of which none is asked for", "add mounts=ID or mounts=all");
        }
        if (!none && place instanceof CachePlace.Inline) {
            throw attributes
                    .value(MOUNTS)
                    .orElseThrow()
                    .error("an image carries no cache mounts", "expected: type=registry, local or gha");
        }
    }
}
