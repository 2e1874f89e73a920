// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.exec.doctor.Finding;
import dev.slipway.exec.doctor.MachineFacts;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.snapshot.Store;
import dev.slipway.text.Outcome;
import java.util.ArrayList;
import java.util.List;

/** {@code slipway doctor}: what this machine can and cannot do, and the command that mends it. */
final class DoctorCommand implements Command {
    private static final Option JSON = Option.flag("json", "print the findings as JSON");

    @Override
    public CommandSpec spec() {
        return CommandSpec.of(
                "doctor",
                "",
                "Tell what this machine can and cannot do, and how to mend it",
                List.of(JSON),
                CommandSpec.Operands.NONE);
    }

    @Override
    public int run(ParsedOptions options, Io io) {
        List<Finding> findings =
                new ArrayList<>(new MachineFacts(io.environment(), Store.defaultRoot(io.environment())).findings());
        findings.addAll(new RegistryFindings(io.environment()).findings());
        io.out().print(options.isSet(JSON) ? json(findings) : text(findings));
        boolean canBuild = findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.BAD);
        return (canBuild ? Outcome.OK : Outcome.HOST).code();
    }

    static String text(List<Finding> findings) {
        int width = 0;
        int bad = 0;
        int limited = 0;
        for (Finding finding : findings) {
            width = Math.max(width, finding.topic().length());
            bad += finding.grade() == Finding.Grade.BAD ? 1 : 0;
            limited += finding.grade() == Finding.Grade.LIMITED ? 1 : 0;
        }
        StringBuilder out = new StringBuilder();
        for (Finding finding : findings) {
            out.append(word(finding.grade())).append("  ").append(finding.topic());
            out.repeat(' ', width - finding.topic().length() + 2);
            out.append(CommandLine.printable(finding.value())).append('\n');
            if (finding.remedy().isPresent()) {
                finding.remedy()
                        .get()
                        .lines()
                        .forEach(line -> out.append("         -> ")
                                .append(CommandLine.printable(line))
                                .append('\n'));
            }
        }
        if (bad > 0) {
            out.append("\nBuilds do not work here yet: mend what is marked \"bad\".\n");
        } else if (limited > 0) {
            out.append("\nBuilds work here; what is marked \"limited\" would make them better.\n");
        } else {
            out.append("\nAll is as it should be.\n");
        }
        return out.toString();
    }

    private static String word(Finding.Grade grade) {
        return switch (grade) {
            case GOOD -> "ok     ";
            case LIMITED -> "limited";
            case BAD -> "bad    ";
        };
    }

    private static String json(List<Finding> findings) {
        List<Json> items = new ArrayList<>();
        for (Finding finding : findings) {
            items.add(Json.object()
                    .put("grade", word(finding.grade()).strip())
                    .put("topic", finding.topic())
                    .put("value", finding.value())
                    .put("remedy", finding.remedy())
                    .build());
        }
        return JsonWriter.pretty(Json.ofItems(items)) + "\n";
    }
}
