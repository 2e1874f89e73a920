// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Figures;
import dev.slipway.portable.BinaryFacts;
import dev.slipway.portable.Floor;
import dev.slipway.portable.Isa;
import dev.slipway.portable.Libc;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Violation;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of many files, all that is known of a single one, and what is wrong with them. */
final class VerifyText implements VerifyReport {
    private static final List<String> HEAD =
            List.of("FILE", "ARCH", "LINKED", "LIBC", "GLIBC", "LEVEL", "NEEDS", "LACKS", "SIZE");

    private final PrintStream out;
    private final List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    private @Nullable BinaryFacts last;

    VerifyText(PrintStream out) {
        this.out = out;
    }

    @Override
    public void file(String name, BinaryFacts facts) {
        last = facts;
        boolean runs = facts.linkage().runs();
        rows.add(List.of(
                name,
                facts.architecture(),
                facts.linkage().toString(),
                facts.libc().kind() == Libc.Kind.NONE
                        ? "-"
                        : facts.libc().kind().toString(),
                facts.wants()
                        .floor("GLIBC")
                        .map(floor -> floor.version().toString())
                        .orElse("-"),
                runs ? level(facts.isa()) : "-",
                needs(facts.needed()),
                runs ? lacks(facts) : "-",
                Figures.bytes(facts.size())));
    }

    private static String needs(List<String> libraries) {
        int more = libraries.size() - 3;
        String shown = String.join(",", more > 0 ? libraries.subList(0, 3) : libraries);
        return libraries.isEmpty() ? "-" : shown + (more > 0 ? " +" + more : "");
    }

    private static String lacks(BinaryFacts facts) {
        List<String> missing = facts.hardening().missing();
        return missing.isEmpty() ? "-" : String.join(",", missing);
    }

    /** {@code v3?} is code that may stand behind a check. */
    private static String level(Isa isa) {
        return switch (isa.certainty()) {
            case NONE -> isa.notedLevel() > 1 ? "v" + isa.notedLevel() : "-";
            case NOTED -> "v" + isa.level();
            case LIKELY -> "v" + isa.level();
            case MAYBE -> (isa.notedLevel() > 1 ? "v" + isa.notedLevel() + "+" : "") + "v" + isa.level() + "?";
        };
    }

    @Override
    public void end(int files, Verdict verdict) {
        BinaryFacts single = last;
        if (files == 1 && single != null) {
            TextTable.print(details(rows.getLast().getFirst(), single), out);
        } else if (files > 0) {
            TextTable.print(rows, out);
        }
        tell(verdict);
        long certain =
                verdict.violations().stream().filter(Violation::isCertain).count();
        int waived = verdict.waived().size();
        out.println();
        out.println(files
                + (files == 1 ? " file, " : " files, ")
                + (certain == 0 ? "nothing wrong" : certain == 1 ? "1 violation" : certain + " violations")
                + (waived > 0 ? ", " + waived + " waived" : ""));
    }

    private void tell(Verdict verdict) {
        if (!verdict.violations().isEmpty() || !verdict.waived().isEmpty()) {
            out.println();
        }
        for (Verdict.Waived waived : verdict.waived()) {
            out.println("waived: " + waived.violation());
            out.println(
                    "    until " + waived.by().expires() + ": " + waived.by().reason());
        }
        String before = "";
        for (Violation violation : verdict.violations()) {
            out.println((violation.isCertain() ? "" : "maybe: ") + violation);
            String remedy = violation.words().remedy();
            if (!remedy.equals(before)) {
                out.println("    " + remedy);
            }
            before = remedy;
        }
    }

    private static List<List<String>> details(String name, BinaryFacts facts) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("file", name));
        lines.add(List.of("architecture", facts.architecture()));
        lines.add(List.of(
                "linked",
                facts.linkage().toString()
                        + facts.interpreter().map(by -> ", loaded by " + by).orElse("")));
        lines.add(List.of("libc", libc(facts.libc())));
        for (Floor floor : facts.wants().floors()) {
            lines.add(List.of(floor.family(), floor.version() + ", raised by " + raisedBy(floor)));
        }
        put(lines, "needs", facts.needed());
        put(lines, "search path", facts.searchPath());
        put(lines, "loads at run time", facts.nameService());
        lines.add(List.of(
                "malloc", facts.allocator().name() + " (" + facts.allocator().evidence() + ")"));
        lines.add(List.of("processor", processor(facts.isa())));
        lines.add(List.of("lacks", lacks(facts)));
        lines.add(List.of("build id", facts.origin().buildId().orElse("-")));
        facts.origin()
                .goVersion()
                .ifPresent(version -> lines.add(List.of(
                        "Go", version + ", " + facts.origin().goModules().size() + " modules")));
        if (facts.origin().hasRustDependencies()) {
            lines.add(List.of("Rust", "has its list of crates (.dep-v0)"));
        }
        facts.origin().packageNote().ifPresent(note -> lines.add(List.of("package", note)));
        lines.add(List.of(
                "size", Figures.bytes(facts.size()) + (facts.origin().isStripped() ? ", stripped" : ", with symbols")));
        return lines;
    }

    private static void put(List<List<String>> lines, String name, List<String> values) {
        if (!values.isEmpty()) {
            lines.add(List.of(name, String.join(", ", values)));
        }
    }

    private static String libc(Libc libc) {
        String start = libc.isMixed() ? " with the start files of " + libc.start() : "";
        return libc.kind() + start + (libc.evidence().isEmpty() ? "" : " (" + String.join("; ", libc.evidence()) + ")");
    }

    private static String raisedBy(Floor floor) {
        List<String> names = new ArrayList<>();
        for (Floor.Wanted wanted : floor.raisedBy()) {
            names.add(wanted.symbol().isEmpty() ? "the file itself" : wanted.symbol());
        }
        int more = names.size() - 8;
        return String.join(", ", more > 0 ? names.subList(0, 8) : names) + (more > 0 ? " and " + more + " more" : "")
                + " (" + floor.raisedBy().getFirst().library() + ")";
    }

    private static String processor(Isa isa) {
        int level = isa.level();
        List<String> counts = new ArrayList<>();
        isa.ofLevel(level).forEach((feature, count) -> counts.add(count + " " + feature));
        String code = counts.isEmpty() ? "" : " (" + String.join(", ", counts) + ")";
        return switch (isa.certainty()) {
            case NONE -> "no instructions beyond the first level were found";
            case NOTED -> "needs x86-64-v" + level + ", as the file says";
            case LIKELY -> "has code of x86-64-v" + level + code + ", and nothing asks the processor at run time";
            case MAYBE -> "has code of x86-64-v" + level + code + ", maybe behind a check at run time";
        };
    }
}
