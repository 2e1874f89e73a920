// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.elf.CpuFeature;
import dev.slipway.elf.ElfFault;
import dev.slipway.portable.Floor.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds one file's facts to a policy. */
public final class PolicyCheck {
    /** The names of all rules that a policy can have, as violations have them. */
    public static final List<String> RULES = List.of(
            "glibc",
            "glibcxx",
            "cxxabi",
            "gcc",
            "zlib",
            "libatomic",
            "needed",
            "static",
            "name-service",
            "start-files",
            "libc",
            "max-size",
            "isa",
            "allocator",
            "no-rpath",
            "hardening",
            "private-symbol",
            "root");

    private final String file;
    private final BinaryFacts facts;
    private final List<Violation> found = new ArrayList<>();
    private String policy = "";

    private PolicyCheck(String file, BinaryFacts facts) {
        this.file = file;
        this.facts = facts;
    }

    /** What the file breaks; what could not be read breaks every policy, and none as well. */
    public static List<Violation> check(String file, BinaryFacts facts, List<Policy> policies) {
        PolicyCheck check = new PolicyCheck(file, facts);
        for (ElfFault fault : facts.faults()) {
            check.found.add(unreadable(file, fault.toString()));
        }
        for (Policy policy : policies) {
            check.policy = policy.name();
            for (Rule rule : policy.rules()) {
                if (facts.linkage().runs()) {
                    check.hold(rule);
                }
            }
        }
        return check.found;
    }

    /** A file of which not all could be read, so that nothing is proved of it. */
    public static Violation unreadable(String file, String why) {
        return new Violation(
                "readable",
                "",
                file,
                "the file",
                "",
                new Violation.Words(why, "build or fetch the file again; what can't be read proves nothing"),
                true);
    }

    private void hold(Rule rule) {
        switch (rule) {
            case Rule.Newest(var family, var most, var on) ->
                newest(family, on.getOrDefault(facts.architecture(), most));
            case Rule.NoPrivate(var symbols) -> noPrivate(symbols);
            case Rule.Needed needed -> needed(needed);
            case Rule.Static() -> isStatic();
            case Rule.LibcIs(var kind) -> libc(kind);
            case Rule.Size(var most) -> size(most);
            case Rule.Level(var most) -> level(most);
            case Rule.AllocatorIs(var name) -> allocator(name);
            case Rule.NoSearchPath() -> searchPath();
            case Rule.Hardened(var what) -> hardened(what);
        }
    }

    private void add(String rule, String subject, String of, Violation.Words words) {
        found.add(new Violation(rule, policy, file, subject, of, words, true));
    }

    private void newest(String family, Version most) {
        for (Wanted wanted : facts.wants().above(family, most)) {
            add(
                    family.toLowerCase(Locale.ROOT),
                    wanted.toString(),
                    wanted.library(),
                    new Violation.Words(
                            "newer than " + family + "_" + most + ", the newest that " + policy + " allows",
                            Remedies.newest(wanted, family, most)));
        }
    }

    private void noPrivate(Map<String, Set<String>> symbols) {
        for (String library : facts.needed()) {
            Set<String> own = symbols.getOrDefault(library, Set.of());
            for (String name : facts.privateSymbols()) {
                if (own.contains(name)) {
                    add(
                            "private-symbol",
                            name,
                            library,
                            new Violation.Words(
                                    "the library keeps it for itself, and another build of it may not have it",
                                    "call what its headers declare, or link it statically"));
                }
            }
        }
    }

    private void needed(Rule.Needed rule) {
        for (String library : facts.needed()) {
            boolean isLoader = library.startsWith("ld-linux")
                    || library.startsWith("ld64.so.")
                    || library.startsWith("ld-musl-")
                    || library.startsWith("linux-vdso");
            // some distributions call musl's by its machine
            boolean isMusl = library.startsWith("libc.musl-") && rule.allowed().contains("libc.so");
            if (!isLoader && !isMusl && !rule.allowed().contains(library)) {
                add(
                        "needed",
                        library,
                        "",
                        new Violation.Words(
                                "a library that " + policy + " does not allow",
                                "link it statically, or put it beside the program and verify both together"));
            }
        }
    }

    private void isStatic() {
        if (!facts.linkage().isStatic()) {
            String what = facts.linkage() == Linkage.LIBRARY
                    ? "a shared library"
                    : "dynamic, loaded by " + facts.interpreter().orElse("an interpreter that it does not name");
            String needs = facts.needed().isEmpty() ? "" : ", needs " + String.join(", ", facts.needed());
            add(
                    "static",
                    "the file",
                    "",
                    new Violation.Words(
                            what + needs,
                            "link with -static (Go: CGO_ENABLED=0; Rust: a musl target with +crt-static)"));
        }
        for (String name : facts.nameService()) {
            add(
                    "name-service",
                    name,
                    "glibc's libc.a",
                    new Violation.Words(
                            "loads libraries of the machine's glibc at run time, and crashes where that is another one",
                            "link with musl, or leave out what calls it (Go: -tags netgo,osusergo)"));
        }
        mixed();
    }

    private void mixed() {
        if (facts.libc().isMixed()) {
            add(
                    "start-files",
                    "crt1.o",
                    facts.libc().start().toString(),
                    new Violation.Words(
                            "start files of " + facts.libc().start() + " with the library of "
                                    + facts.libc().kind(),
                            "link with a sysroot that has the library's own crt1.o (musl-gcc, or clang --sysroot)"));
        }
    }

    private void libc(Libc.Kind wanted) {
        Libc libc = facts.libc();
        if (libc.kind() != wanted && libc.kind() != Libc.Kind.NONE) {
            String why = libc.evidence().isEmpty() ? "" : " (" + String.join("; ", libc.evidence()) + ")";
            found.add(new Violation(
                    "libc",
                    policy,
                    file,
                    "the C library",
                    "",
                    new Violation.Words(
                            "is " + libc.kind() + why + ", and " + policy + " wants " + wanted, Remedies.libc(wanted)),
                    libc.kind() != Libc.Kind.UNKNOWN));
        }
        mixed();
    }

    private void size(long most) {
        if (facts.size() > most) {
            String strip = facts.origin().isStripped() ? "" : "strip it (it has its symbols), or ";
            add(
                    "max-size",
                    "the file",
                    "",
                    new Violation.Words(
                            facts.size() + " bytes, and " + policy + " allows " + most,
                            strip + "leave out what it does not need"));
        }
    }

    private void level(int most) {
        Isa isa = facts.isa();
        if (isa.level() <= most) {
            return;
        }
        Isa.Certainty certainty = isa.notedLevel() > most ? Isa.Certainty.NOTED : isa.certainty();
        String code = code(isa.ofLevel(isa.level()));
        String message = switch (certainty) {
            case NOTED -> "the file says that it needs x86-64-v" + isa.notedLevel();
            case LIKELY -> "code of x86-64-v" + isa.level() + code + ", and nothing asks the processor at run time";
            case MAYBE -> "code of x86-64-v" + isa.level() + code + ", maybe behind a check at run time";
            case NONE -> "no such code";
        };
        found.add(new Violation(
                "isa",
                policy,
                file,
                "its code",
                "",
                new Violation.Words(message, "compile with -march=x86-64" + (most == 1 ? "" : "-v" + most)),
                certainty != Isa.Certainty.MAYBE));
    }

    private static String code(Map<CpuFeature, Long> counts) {
        List<String> names = new ArrayList<>();
        counts.forEach((feature, count) -> names.add(count + " " + feature));
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }

    private void allocator(String wanted) {
        Allocator allocator = facts.allocator();
        if (!allocator.name().equals(wanted) && facts.linkage() != Linkage.LIBRARY) {
            add(
                    "allocator",
                    "malloc",
                    allocator.name(),
                    new Violation.Words(
                            allocator.evidence() + "; " + policy + " wants " + wanted,
                            "put the allocator before the C library on the linker's command line (-Wl,--whole-archive -l"
                                    + wanted + " -Wl,--no-whole-archive)"));
        }
    }

    private void searchPath() {
        for (String path : facts.searchPath()) {
            add(
                    "no-rpath",
                    path,
                    "",
                    new Violation.Words(
                            "a folder of libraries that another machine may not have, or others may write to",
                            "link without -rpath, or take it away (patchelf --remove-rpath)"));
        }
    }

    private void hardened(String what) {
        if (facts.hardening().missing().contains(what)) {
            add("hardening", what, "", new Violation.Words("it has not", Remedies.hardening(what)));
        }
    }
}
