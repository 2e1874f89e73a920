// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.Symbol;
import dev.slipway.elf.VersionNeed;
import dev.slipway.portable.Floor.Wanted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The versions that a file wants of libraries (LSB 5.0, "Symbol Versioning"), by family and version. The loader looks at
 * the list of versions, not at the symbols: a version that no symbol has counts as well.
 *
 * @param families of each family its versions in order, and who wants them
 * @param isPrivate whether it wants what a library keeps for itself ({@code GLIBC_PRIVATE})
 */
public record Wants(Map<String, TreeMap<Version, List<Wanted>>> families, boolean isPrivate) {
    /** Versions that are no numbers, and the glibc that has them first. */
    private static final Map<String, String> NAMED = Map.of(
            "GLIBC_ABI_DT_RELR", "GLIBC_2.36",
            "GLIBC_ABI_GNU2_TLS", "GLIBC_2.42",
            "GLIBC_ABI_DT_X86_64_PLT", "GLIBC_2.43");

    /** Collects them. */
    static Wants of(List<VersionNeed> needs, List<Symbol> imports) {
        Map<String, TreeMap<Version, List<Wanted>>> families = new TreeMap<>();
        Set<String> named = new HashSet<>();
        Set<String> strong = new HashSet<>();
        boolean isPrivate = false;
        for (VersionNeed need : needs) {
            isPrivate |= need.name().equals("GLIBC_PRIVATE");
            if (!need.isWeak()) {
                strong.add(need.library() + " " + need.name());
            }
        }
        for (Symbol symbol : imports) {
            String version = symbol.version().orElse("");
            String library = symbol.library().orElse("");
            if (strong.contains(library + " " + version)) {
                named.add(library + " " + version);
                put(families, new Wanted(symbol.name(), version, library));
            }
        }
        for (VersionNeed need : needs) {
            if (!need.isWeak() && !named.contains(need.library() + " " + need.name())) {
                put(families, new Wanted("", need.name(), need.library()));
            }
        }
        return new Wants(families, isPrivate);
    }

    private static void put(Map<String, TreeMap<Version, List<Wanted>>> families, Wanted wanted) {
        String text = NAMED.getOrDefault(wanted.version(), wanted.version());
        int line = text.lastIndexOf('_');
        Optional<Version> version = line < 0 ? Optional.empty() : Version.parse(text.substring(line + 1));
        if (version.isPresent()) {
            families.computeIfAbsent(text.substring(0, line), _ -> new TreeMap<>())
                    .computeIfAbsent(version.get(), _ -> new ArrayList<>())
                    .add(wanted);
        }
    }

    /** The floor of each family. */
    public List<Floor> floors() {
        List<Floor> floors = new ArrayList<>();
        families.forEach((family, versions) -> floors.add(new Floor(
                family, versions.lastKey(), sorted(versions.lastEntry().getValue()))));
        return floors;
    }

    /** The floor of one family. */
    public Optional<Floor> floor(String family) {
        return floors().stream().filter(floor -> floor.family().equals(family)).findFirst();
    }

    /** What of a family is newer than the given version, the newest first. */
    public List<Wanted> above(String family, Version most) {
        List<Wanted> above = new ArrayList<>();
        TreeMap<Version, List<Wanted>> versions = families.getOrDefault(family, new TreeMap<>());
        versions.tailMap(most, false).descendingMap().values().forEach(wanted -> above.addAll(sorted(wanted)));
        return above;
    }

    private static List<Wanted> sorted(List<Wanted> wanted) {
        return wanted.stream()
                .sorted((a, b) -> a.symbol().compareTo(b.symbol()))
                .toList();
    }
}
