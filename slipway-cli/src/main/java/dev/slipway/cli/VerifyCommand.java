// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.oci.Platform;
import dev.slipway.portable.BinaryWalk;
import dev.slipway.portable.RootLibraries;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Waiver;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.Outcome;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<Argument> operands = options.operands();
        operands.forEach(VerifyCommand::require);
        options.value(VerifyTable.ROOT).ifPresent(VerifyCommand::requireRoot);
        boolean hasImages = operands.stream().anyMatch(VerifiedImages::isImage)
                || options.value(VerifyTable.ROOT)
                        .filter(VerifiedImages::isImage)
                        .isPresent();
        if (hasImages) {
            int ended = Interruption.guard(() -> {
                try (VerifiedImages images = new VerifiedImages(io)) {
                    look(options, judge, Optional.of(images));
                }
                return Outcome.OK.code();
            });
            if (ended != Outcome.OK.code()) {
                return ended;
            }
        } else {
            try {
                look(options, judge, Optional.empty());
            } catch (InterruptedException _) {
                return Outcome.INTERRUPTED.code();
            }
        }
        List<Waiver> waivers = asked.project().map(ProjectPolicies::waivers).orElse(List.of());
        Verdict verdict = judge.verdict(waivers);
        report.end(judge.files(), verdict);
        asked.project()
                .ifPresent(project -> io.err().print(DiagnosticRenderer.render(PolicyGate.told(verdict, project))));
        return verdict.isBroken() ? Outcome.BUILD_FAILED.code() : Outcome.OK.code();
    }

    private static void require(Argument operand) {
        if (!VerifiedImages.isImage(operand) && !Files.exists(Paths.of(operand))) {
            throw operand.error(
                    "there is no such file or folder", "name files, folders or archives, or docker-image://NAME");
        }
    }

    private static void requireRoot(Argument root) {
        if (!VerifiedImages.isImage(root) && !Files.isDirectory(Paths.of(root))) {
            throw root.error("there is no such folder", "name a root file system, or docker-image://NAME");
        }
    }

    private static void look(ParsedOptions options, PolicyJudge judge, Optional<VerifiedImages> images)
            throws InterruptedException {
        List<Platform> platforms = new ArrayList<>();
        options.values(VerifyTable.PLATFORM).forEach(value -> platforms.addAll(PlatformReader.list(value)));
        Optional<Argument> root = options.value(VerifyTable.ROOT);
        if (root.isPresent()) {
            judge.against(root(root.get(), platforms, images));
        }
        for (Argument operand : options.operands()) {
            int before = judge.looked();
            if (VerifiedImages.isImage(operand)) {
                List<VerifiedImages.Seen> all = images.orElseThrow().see(operand, platforms);
                for (VerifiedImages.Seen seen : all) {
                    String name = operand.text().substring(operand.text().indexOf("://") + 3);
                    String shown = name + (all.size() > 1 ? " (" + seen.platform() + ")" : "") + ":/";
                    new BinaryWalk(judge).path(seen.root(), shown);
                }
            } else {
                new BinaryWalk(judge).path(Paths.of(operand), operand.text());
            }
            if (judge.looked() == before) {
                throw operand.error(
                        "there is no ELF file in it", "what looks at nothing proves nothing: name where binaries are");
            }
        }
    }

    private static RootLibraries root(Argument root, List<Platform> platforms, Optional<VerifiedImages> images)
            throws InterruptedException {
        if (!VerifiedImages.isImage(root)) {
            return new RootLibraries(Paths.of(root).toAbsolutePath().normalize(), root.text());
        }
        Platform platform = platforms.isEmpty() ? Platform.host() : platforms.getFirst();
        return new RootLibraries(
                images.orElseThrow().see(root, List.of(platform)).getFirst().root(), root.text());
    }

    private static VerifyReport report(ParsedOptions options, Io io) {
        return switch (options.text(VerifyTable.FORMAT)) {
            case "json" -> new VerifyJson(io.out());
            case "sarif" -> new VerifySarif(io.out());
            default -> new VerifyText(io.out());
        };
    }
}
