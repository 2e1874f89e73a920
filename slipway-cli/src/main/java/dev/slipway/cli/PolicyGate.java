// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Job;
import dev.slipway.bake.PlacedText;
import dev.slipway.job.ArtifactCheck;
import dev.slipway.portable.BinaryWalk;
import dev.slipway.portable.Policy;
import dev.slipway.portable.Profiles;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Violation;
import dev.slipway.portable.Waiver;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds what jobs and targets have made to the policies that they name, before it goes anywhere. */
final class PolicyGate implements ArtifactCheck {
    private final Io io;
    private @Nullable ProjectPolicies project;

    PolicyGate(Io io) {
        this.io = io;
    }

    private synchronized ProjectPolicies project() {
        ProjectPolicies known = project;
        if (known == null) {
            known = ProjectPolicies.find(io);
            project = known;
        }
        return known;
    }

    /** The policy of that name, if there is one. */
    Optional<Policy> policy(String name) {
        return Profiles.find(name).or(() -> project().policy(name));
    }

    /** What to write in place of a name that no policy has. */
    String hint(String name) {
        List<String> names = project().names();
        return Suggestion.didYouMean(name, names).orElse("expected one of: " + String.join(", ", names));
    }

    /** @throws dev.slipway.text.SourceException if there is no policy of one of these names */
    List<Policy> policies(List<PlacedText> names) {
        List<Policy> found = new ArrayList<>();
        for (PlacedText name : names) {
            found.add(policy(name.text())
                    .orElseThrow(() -> name.fault("there is no policy \"" + name.text() + "\"", hint(name.text()))));
        }
        return found;
    }

    @Override
    public String policies() {
        return project().digest();
    }

    @Override
    public Findings check(Job job, Path artifacts) {
        List<Policy> held = policies(job.policies());
        PolicyJudge judge = new PolicyJudge(held, (_, _) -> {});
        new BinaryWalk(judge).path(artifacts, "");
        return findings(new Judged(
                judge,
                held,
                "job " + job.name().text(),
                job.policies().getFirst().span()));
    }

    /**
     * Files that were looked at.
     *
     * @param who made them
     * @param at where the policies are named
     */
    record Judged(PolicyJudge judge, List<Policy> policies, String who, SourceSpan at) {}

    /** What is said of them. */
    Findings findings(Judged judged) {
        if (judged.judge().looked() == 0) {
            return new Findings(
                    List.of(),
                    Optional.of(Diagnostic.error(
                            judged.who() + ": there is no ELF file that could be held to a policy",
                            "what looks at nothing proves nothing",
                            judged.at())));
        }
        List<String> names = judged.policies().stream().map(Policy::name).toList();
        List<Waiver> waivers = project().waivers().stream()
                .filter(waiver -> names.contains(waiver.policy()))
                .distinct()
                .toList();
        Verdict verdict = judged.judge().verdict(waivers);
        List<String> lines = new ArrayList<>();
        String before = "";
        for (Violation violation : verdict.violations()) {
            lines.add((violation.isCertain() ? "" : "maybe: ") + violation);
            String remedy = violation.words().remedy();
            if (!remedy.equals(before)) {
                lines.add("    " + remedy);
            }
            before = remedy;
        }
        verdict.waived()
                .forEach(waived -> lines.add("waived: " + waived.violation() + " (until "
                        + waived.by().expires() + ": " + waived.by().reason() + ")"));
        verdict.expired()
                .forEach(waiver -> lines.addAll(DiagnosticRenderer.render(expired(waiver, project()))
                        .lines()
                        .toList()));
        List<Violation> certain =
                verdict.violations().stream().filter(Violation::isCertain).toList();
        if (certain.isEmpty()) {
            return new Findings(lines, Optional.empty());
        }
        Violation first = certain.getFirst();
        String more = certain.size() > 1 ? "; " + (certain.size() - 1) + " more above" : "";
        return new Findings(
                lines,
                Optional.of(Diagnostic.error(
                        judged.who() + ": " + first + more, first.words().remedy(), judged.at())));
    }

    /** What is said of waivers. */
    static List<Diagnostic> told(Verdict verdict, ProjectPolicies project) {
        List<Diagnostic> told = new ArrayList<>();
        verdict.expired().forEach(waiver -> told.add(expired(waiver, project)));
        for (Waiver waiver : verdict.unused()) {
            told.add(project.told(waiver, "UnusedWaiver", "the waiver is for nothing that these files break")
                    .withHelp("take it away"));
        }
        return told;
    }

    private static Diagnostic expired(Waiver waiver, ProjectPolicies project) {
        return project.told(waiver, "ExpiredWaiver", "the waiver has counted until " + waiver.expires())
                .withHelp("mend what it was for, or say anew until when it counts");
    }
}
