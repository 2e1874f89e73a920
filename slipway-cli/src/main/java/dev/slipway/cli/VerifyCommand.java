// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.elf.ElfInput;
import dev.slipway.elf.MalformedElfException;
import dev.slipway.portable.BinaryFacts;
import dev.slipway.portable.BinaryWalk;
import dev.slipway.portable.FactFinder;
import dev.slipway.portable.Policy;
import dev.slipway.portable.PolicyCheck;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Violation;
import dev.slipway.portable.Waiver;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code slipway verify}: what binaries need, and whether that is what was promised. */
final class VerifyCommand implements Command {
    @Override
    public CommandSpec spec() {
        return VerifyTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        VerifyPolicies.Asked asked = VerifyPolicies.read(options, io);
        Run run = new Run(asked.policies(), report(options, io));
        for (Argument operand : options.operands()) {
            Path path = Paths.of(operand);
            if (!Files.exists(path)) {
                throw operand.error("there is no such file or folder", "name files, folders or archives");
            }
        }
        for (Argument operand : options.operands()) {
            int before = run.looked;
            new BinaryWalk(run).path(Paths.of(operand), operand.text());
            if (run.looked == before) {
                throw operand.error(
                        "there is no ELF file in it", "what looks at nothing proves nothing: name where binaries are");
            }
        }
        List<Waiver> waivers = asked.project().map(ProjectPolicies::waivers).orElse(List.of());
        Verdict verdict = Verdict.of(run.violations(), waivers, LocalDate.now(Clock.systemUTC()));
        run.report.end(run.files, verdict);
        asked.project().ifPresent(project -> io.err().print(DiagnosticRenderer.render(told(verdict, project))));
        return verdict.isBroken() ? Outcome.BUILD_FAILED.code() : Outcome.OK.code();
    }

    private static List<Diagnostic> told(Verdict verdict, ProjectPolicies project) {
        List<Diagnostic> told = new ArrayList<>();
        for (Waiver waiver : verdict.expired()) {
            told.add(project.told(waiver, "ExpiredWaiver", "the waiver has counted until " + waiver.expires())
                    .withHelp("mend what it was for, or say anew until when it counts"));
        }
        for (Waiver waiver : verdict.unused()) {
            told.add(project.told(waiver, "UnusedWaiver", "the waiver is for nothing that these files break")
                    .withHelp("take it away"));
        }
        return told;
    }

    private static VerifyReport report(ParsedOptions options, Io io) {
        return switch (options.text(VerifyTable.FORMAT)) {
            case "json" -> new VerifyJson(io.out());
            case "sarif" -> new VerifySarif(io.out());
            default -> new VerifyText(io.out());
        };
    }

    /** Looks at one file after the other; of each only what is shown is kept. */
    private static final class Run implements BinaryWalk.Visitor {
        private final List<Policy> policies;
        private final VerifyReport report;
        private final List<Violation> found = new ArrayList<>();
        private final Set<String> sonames = new HashSet<>();
        private int looked;
        private int files;

        Run(List<Policy> policies, VerifyReport report) {
            this.policies = policies;
            this.report = report;
        }

        @Override
        public void binary(String name, ElfInput in) throws IOException {
            looked++;
            try {
                BinaryFacts facts = FactFinder.find(in);
                files++;
                facts.soname().ifPresent(sonames::add);
                sonames.add(name.substring(name.lastIndexOf('/') + 1));
                report.file(name, facts);
                found.addAll(PolicyCheck.check(name, facts, policies));
            } catch (MalformedElfException e) {
                found.add(PolicyCheck.unreadable(name, e.fault().toString()));
            }
        }

        @Override
        public void unreadable(String name, String why) {
            looked++;
            found.add(PolicyCheck.unreadable(name, why));
        }

        // a library that is among the files goes where they go
        List<Violation> violations() {
            return found.stream()
                    .filter(one -> !one.rule().equals("needed") || !sonames.contains(one.subject()))
                    .toList();
        }
    }
}
