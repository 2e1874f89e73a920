// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.portable.BinaryWalk;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Waiver;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code slipway verify}: what binaries need, and whether that is what was promised. */
final class VerifyCommand implements Command {
    @Override
    public CommandSpec spec() {
        return VerifyTable.SPEC;
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        VerifyPolicies.Asked asked = VerifyPolicies.read(options, io);
        VerifyReport report = report(options, io);
        PolicyJudge judge = new PolicyJudge(asked.policies(), report::file);
        for (Argument operand : options.operands()) {
            Path path = Paths.of(operand);
            if (!Files.exists(path)) {
                throw operand.error("there is no such file or folder", "name files, folders or archives");
            }
        }
        for (Argument operand : options.operands()) {
            int before = judge.looked();
            new BinaryWalk(judge).path(Paths.of(operand), operand.text());
            if (judge.looked() == before) {
                throw operand.error(
                        "there is no ELF file in it", "what looks at nothing proves nothing: name where binaries are");
            }
        }
        List<Waiver> waivers = asked.project().map(ProjectPolicies::waivers).orElse(List.of());
        Verdict verdict = judge.verdict(waivers);
        report.end(judge.files(), verdict);
        asked.project()
                .ifPresent(project -> io.err().print(DiagnosticRenderer.render(PolicyGate.told(verdict, project))));
        return verdict.isBroken() ? Outcome.BUILD_FAILED.code() : Outcome.OK.code();
    }

    private static VerifyReport report(ParsedOptions options, Io io) {
        return switch (options.text(VerifyTable.FORMAT)) {
            case "json" -> new VerifyJson(io.out());
            case "sarif" -> new VerifySarif(io.out());
            default -> new VerifyText(io.out());
        };
    }
}
