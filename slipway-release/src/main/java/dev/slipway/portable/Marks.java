// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The symbols of a file that tell something, picked out of all that go by. */
final class Marks implements Symbol.Visitor {
    /** Only in glibc. */
    static final Set<String> GLIBC =
            Set.of("__libc_setup_tls", "_nl_C_locobj", "_dl_non_dynamic_init", "__libc_early_init");
    /** Only in musl. */
    static final Set<String> MUSL = Set.of("__init_libc", "libc_start_main_stage2", "__libc_start_init", "__init_ssp");
    /** Only in glibc's crt1.o. */
    static final Set<String> GLIBC_START = Set.of("_IO_stdin_used", "_dl_relocate_static_pie");
    /** Only in musl's. */
    static final Set<String> MUSL_START = Set.of("_start_c");
    /** Loads libraries at run time in a static glibc program; what ends in {@code _r} is told by its plain name.
     * Not dlopen, which glibc puts into every static program for its own use. */
    static final Set<String> NAME_SERVICE = Set.of(
            "getaddrinfo",
            "gethostbyname",
            "gethostbyname2",
            "gethostbyaddr",
            "getservbyname",
            "getservbyport",
            "getprotobyname",
            "getnetbyname",
            "getpwnam",
            "getpwuid",
            "getpwent",
            "getgrnam",
            "getgrgid",
            "getgrent",
            "getgrouplist",
            "initgroups",
            "getspnam",
            "iconv_open");

    private static final Set<String> RUN_TIME_CHECKS = Set.of(
            "__cpu_model",
            "__cpu_indicator_init",
            "__cpu_features2",
            "__get_cpu_features",
            "__x86_get_cpuid_feature_leaf",
            "_dl_x86_get_cpu_features",
            "_dl_x86_init_cpu_features",
            "__aarch64_have_lse_atomics",
            "__getauxval",
            "getauxval");

    private static final Set<String> ALLOCATORS =
            Set.of("malloc", "mi_malloc", "je_malloc", "mallocx", "tc_malloc", "rpmalloc", "malloc_stats_print");

    private static final int MOST_IMPORTS = 1 << 17;

    private final Set<String> found = new TreeSet<>();
    private final Map<String, Long> allocators = new HashMap<>();
    private final List<Symbol> imports = new ArrayList<>();
    private final Set<String> privates = new TreeSet<>();
    private boolean checksAtRunTime;
    private boolean hasFortified;
    private boolean hasStackProtector;

    @Override
    public void symbol(Symbol symbol) {
        String name = symbol.name();
        if (symbol.isUndefined() && symbol.version().isPresent() && imports.size() < MOST_IMPORTS) {
            imports.add(symbol);
        }
        checksAtRunTime |= symbol.isChosenAtStart() || RUN_TIME_CHECKS.contains(name);
        hasStackProtector |= name.startsWith("__stack_chk_");
        hasFortified |= name.startsWith("__") && name.endsWith("_chk");
        if (symbol.isUndefined()) {
            if (PrivateSymbols.NAMES.contains(name)) {
                privates.add(name);
            }
            return;
        }
        String plain = name.endsWith("_r") ? name.substring(0, name.length() - 2) : name;
        if (NAME_SERVICE.contains(plain) && !symbol.isLocal()) {
            found.add(plain);
        } else if (GLIBC.contains(name)
                || MUSL.contains(name)
                || GLIBC_START.contains(name)
                || MUSL_START.contains(name)) {
            found.add(name);
        } else if (ALLOCATORS.contains(name)) {
            allocators.put(name, symbol.place().value());
        }
    }

    /** What of a set was found, sorted. */
    List<String> found(Set<String> wanted) {
        return found.stream().filter(wanted::contains).toList();
    }

    /** Where functions of allocators are. */
    Map<String, Long> allocators() {
        return allocators;
    }

    /** What is wanted of other files with a version. */
    List<Symbol> imports() {
        return imports;
    }

    /** What of {@link PrivateSymbols} is wanted of other files. */
    List<String> privates() {
        return List.copyOf(privates);
    }

    boolean checksAtRunTime() {
        return checksAtRunTime;
    }

    boolean hasFortified() {
        return hasFortified;
    }

    boolean hasStackProtector() {
        return hasStackProtector;
    }
}
