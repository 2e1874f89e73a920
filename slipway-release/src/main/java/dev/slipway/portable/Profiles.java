// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.portable.Rule.LibcIs;
import dev.slipway.portable.Rule.Needed;
import dev.slipway.portable.Rule.Newest;
import dev.slipway.portable.Rule.NoPrivate;
import dev.slipway.portable.Rule.Static;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Policies that have a name. The facts of manylinux and musllinux (PEP 600, PEP 656) are those of auditwheel's policies, whose
 * lists of versions have no holes above what a machine's first glibc had, so that the newest one says it all.
 */
public final class Profiles {
    private static final List<String> MANYLINUX = List.of(
            "libatomic.so.1",
            "libgcc_s.so.1",
            "libstdc++.so.6",
            "libm.so.6",
            "libanl.so.1",
            "libdl.so.2",
            "librt.so.1",
            "libc.so.6",
            "libnsl.so.1",
            "libutil.so.1",
            "libpthread.so.0",
            "libX11.so.6",
            "libXext.so.6",
            "libXrender.so.1",
            "libICE.so.6",
            "libSM.so.6",
            "libGL.so.1",
            "libgobject-2.0.so.0",
            "libgthread-2.0.so.0",
            "libglib-2.0.so.0",
            "libresolv.so.2",
            "libexpat.so.1",
            "libz.so.1");

    /** Distributions with glibc 2.17 have symbols of 2.18 on that architecture, which was new then. */
    private static final Map<String, Version> ARM64_FIRST = Map.of("aarch64", Version.of("2.18"));

    private static final Map<String, Policy> ALL = new LinkedHashMap<>();

    static {
        put(manylinux(
                "2.17",
                false,
                List.of("3.4.19", "1.3.7", "4.8.0", "1.2.5.2", "1.0"),
                new NoPrivate(PrivateSymbols.oldest())));
        put(manylinux(
                "2.28",
                true,
                List.of("3.4.24", "1.3.11", "7.0.0", "1.2.9", "1.2"),
                new NoPrivate(PrivateSymbols.older())));
        put(manylinux(
                "2.34",
                true,
                List.of("3.4.29", "1.3.13", "11.0", "1.2.9", "1.2"),
                new NoPrivate(PrivateSymbols.newer())));
        put(new Policy(
                "musllinux_1_2", List.of(new Needed(Set.of("libc.so", "libz.so.1")), new LibcIs(Libc.Kind.MUSL))));
        put(new Policy("static", List.of(new Static())));
    }

    private Profiles() {}

    /** The policy of that name. */
    public static Optional<Policy> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** All names. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static void put(Policy policy) {
        ALL.put(policy.name(), policy);
    }

    // others: GLIBCXX, CXXABI, GCC, ZLIB, LIBATOMIC
    private static Policy manylinux(String glibc, boolean hasVectorMath, List<String> others, NoPrivate own) {
        List<String> libraries = new ArrayList<>(MANYLINUX);
        if (hasVectorMath) {
            libraries.add("libmvec.so.1");
        }
        return new Policy(
                "manylinux_" + glibc.replace('.', '_'),
                List.of(
                        new Newest("GLIBC", Version.of(glibc), glibc.equals("2.17") ? ARM64_FIRST : Map.of()),
                        new Newest("GLIBCXX", Version.of(others.get(0))),
                        new Newest("CXXABI", Version.of(others.get(1))),
                        new Newest("GCC", Version.of(others.get(2))),
                        new Newest("ZLIB", Version.of(others.get(3))),
                        new Newest("LIBATOMIC", Version.of(others.get(4))),
                        own,
                        new Needed(Set.copyOf(libraries))));
    }
}
