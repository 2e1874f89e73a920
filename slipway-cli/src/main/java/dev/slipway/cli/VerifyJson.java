// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.elf.ElfFault;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.portable.BinaryFacts;
import dev.slipway.portable.Floor;
import dev.slipway.portable.Hardening;
import dev.slipway.portable.Isa;
import dev.slipway.portable.Origin;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Violation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One JSON document; files are written as they come, so that thousands need no memory. */
final class VerifyJson implements VerifyReport {
    private final PrintStream out;
    private String separator = "{\"files\": [\n";

    VerifyJson(PrintStream out) {
        this.out = out;
    }

    @Override
    public void file(String name, BinaryFacts facts) {
        out.print(separator);
        out.print(JsonWriter.compact(json(name, facts)));
        separator = ",\n";
    }

    @Override
    public void end(int files, Verdict verdict) {
        out.print(files == 0 ? separator : "");
        List<Json> found = new ArrayList<>();
        verdict.violations().forEach(violation -> found.add(json(violation).build()));
        List<Json> waived = new ArrayList<>();
        for (Verdict.Waived one : verdict.waived()) {
            waived.add(json(one.violation())
                    .put("reason", one.by().reason())
                    .put("expires", one.by().expires().toString())
                    .build());
        }
        out.print("\n], \"violations\": " + JsonWriter.pretty(Json.ofItems(found)));
        out.println(", \"waived\": " + JsonWriter.pretty(Json.ofItems(waived)) + "}");
    }

    private static Json.Builder json(Violation violation) {
        return Json.object()
                .put("rule", violation.rule())
                .put("policy", violation.policy())
                .put("file", violation.file())
                .put("subject", violation.subject())
                .put("of", violation.of())
                .put("message", violation.words().message())
                .put("remedy", violation.words().remedy())
                .put("certain", violation.isCertain());
    }

    private static Json json(String name, BinaryFacts facts) {
        List<Json> floors = new ArrayList<>();
        for (Floor floor : facts.wants().floors()) {
            floors.add(floor(floor));
        }
        return Json.object()
                .put("file", name)
                .put("architecture", facts.architecture())
                .put("size", facts.size())
                .put("linked", facts.linkage().toString())
                .put("interpreter", facts.interpreter())
                .put("soname", facts.soname())
                .putTexts("needed", facts.needed())
                .putTexts("searchPath", facts.searchPath())
                .put("libc", libc(facts))
                .put("floors", Json.ofItems(floors))
                .put("wantsPrivateSymbols", facts.wants().isPrivate())
                .putTexts("nameService", facts.nameService())
                .put(
                        "allocator",
                        Json.object()
                                .put("name", facts.allocator().name())
                                .put("evidence", facts.allocator().evidence())
                                .build())
                .put("isa", isa(facts.isa()))
                .put("hardening", hardening(facts.hardening()))
                .put("origin", origin(facts.origin()))
                .putTexts(
                        "faults",
                        facts.faults().stream().map(ElfFault::toString).toList())
                .build();
    }

    private static Json floor(Floor floor) {
        List<Json> raisedBy = new ArrayList<>();
        for (Floor.Wanted wanted : floor.raisedBy()) {
            raisedBy.add(Json.object()
                    .put("symbol", wanted.symbol())
                    .put("version", wanted.version())
                    .put("library", wanted.library())
                    .build());
        }
        return Json.object()
                .put("family", floor.family())
                .put("version", floor.version().toString())
                .put("raisedBy", Json.ofItems(raisedBy))
                .build();
    }

    private static Json libc(BinaryFacts facts) {
        return Json.object()
                .put("kind", facts.libc().kind().toString())
                .put("startFiles", facts.libc().start().toString())
                .putTexts("evidence", facts.libc().evidence())
                .build();
    }

    private static Json isa(Isa isa) {
        Json.Builder counts = Json.object();
        isa.counts().entrySet().stream()
                .sorted((a, b) -> a.getKey().compareTo(b.getKey()))
                .forEach(entry -> counts.put(entry.getKey().toString(), entry.getValue()));
        return Json.object()
                .put("level", isa.level())
                .put("certainty", isa.certainty().name().toLowerCase(Locale.ROOT))
                .put("notedLevel", isa.notedLevel())
                .put("codeLevel", isa.codeLevel())
                .put("checksAtRunTime", isa.checksAtRunTime())
                .put("instructions", counts.build())
                .build();
    }

    private static Json hardening(Hardening hardening) {
        return Json.object()
                .put("pie", hardening.isPie())
                .put("relro", hardening.relro().toString())
                .put("nx", hardening.hasStackNoCode())
                .put("bindNow", hardening.bindsNow())
                .put("textRelocations", hardening.writesCode())
                .put("stackProtector", hardening.stackProtector().toString())
                .put("fortify", hardening.fortify().toString())
                .putTexts("branchProtection", hardening.branchProtection())
                .putTexts("missing", hardening.missing())
                .build();
    }

    private static Json origin(Origin origin) {
        return Json.object()
                .put("buildId", origin.buildId())
                .put("stripped", origin.isStripped())
                .put("go", origin.goVersion())
                .putTexts("goModules", origin.goModules())
                .put("rustDependencies", origin.hasRustDependencies())
                .put("packageNote", origin.packageNote())
                .build();
    }
}
