// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.portable.BinaryFacts;
import dev.slipway.portable.Verdict;
import dev.slipway.portable.Violation;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong, as SARIF 2.1.0 (OASIS), which code hosts show. */
final class VerifySarif implements VerifyReport {
    private final PrintStream out;

    VerifySarif(PrintStream out) {
        this.out = out;
    }

    @Override
    public void file(String name, BinaryFacts facts) {}

    @Override
    public void end(int files, Verdict verdict) {
        Set<String> rules = new TreeSet<>();
        List<Json> results = new ArrayList<>();
        for (Violation violation : verdict.violations()) {
            rules.add(violation.rule());
            results.add(result(violation).build());
        }
        for (Verdict.Waived waived : verdict.waived()) {
            rules.add(waived.violation().rule());
            Json why = Json.object()
                    .put("kind", "external")
                    .put(
                            "justification",
                            waived.by().reason() + " (until " + waived.by().expires() + ")")
                    .build();
            results.add(result(waived.violation())
                    .put("suppressions", Json.ofItems(List.of(why)))
                    .build());
        }
        List<Json> described = new ArrayList<>();
        for (String rule : rules) {
            described.add(Json.object().put("id", rule).build());
        }
        Json driver = Json.object()
                .put("name", "slipway verify")
                .put("version", VersionCommand.VERSION)
                .put("rules", Json.ofItems(described))
                .build();
        Json run = Json.object()
                .put("tool", Json.object().put("driver", driver).build())
                .put("results", Json.ofItems(results))
                .build();
        out.println(JsonWriter.pretty(Json.object()
                .put("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
                .put("version", "2.1.0")
                .put("runs", Json.ofItems(List.of(run)))
                .build()));
    }

    private static Json.Builder result(Violation violation) {
        Json location = Json.object()
                .put(
                        "physicalLocation",
                        Json.object()
                                .put(
                                        "artifactLocation",
                                        Json.object()
                                                .put("uri", uri(violation.file()))
                                                .build())
                                .build())
                .build();
        return Json.object()
                .put("ruleId", violation.rule())
                .put("level", violation.isCertain() ? "error" : "warning")
                .put(
                        "message",
                        Json.object()
                                .put(
                                        "text",
                                        violation + ". " + violation.words().remedy())
                                .build())
                .put("locations", Json.ofItems(List.of(location)));
    }

    // RFC 3986: what is no letter, digit or mark of a path is written as its bytes
    private static String uri(String name) {
        StringBuilder uri = new StringBuilder(name.startsWith("/") ? "file://" : "");
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean isPlain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "/-._~".indexOf(c) >= 0;
            if (isPlain) {
                uri.append(c);
            } else {
                uri.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return uri.toString();
    }
}
