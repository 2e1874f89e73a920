// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.text.Suggestion;
import java.util.List;
import java.util.Optional;

/** Reads {@code --call} and {@code --check}. */
final class CallReader {
    private static final List<String> METHODS = List.of("build", "check", "lint", "outline", "targets");

    private CallReader() {}

    static Call read(ParsedOptions parsed) {
        return given(parsed).orElse(Call.NORMAL);
    }

    /** What was asked for; absent if nothing was. */
    static Optional<Call> given(ParsedOptions parsed) {
        Optional<Argument> given = parsed.value(BuildTable.CALL);
        boolean isCheck = parsed.isSet(BuildTable.CHECK);
        if (given.isEmpty()) {
            return isCheck ? Optional.of(new Call(Call.Kind.CHECK, false, false)) : Optional.empty();
        }
        List<Argument> fields = Csv.fields(given.get());
        Argument method = fields.getFirst();
        Attributes attributes = Attributes.of(given.get(), fields.subList(1, fields.size()));
        attributes.refuseUnknown("--call", List.of("format", "ignorestatus"));
        String format = attributes.text("format", "text");
        if (!format.equals("json") && !format.equals("text")) {
            throw attributes.value("format").orElse(method).error("there is no such format", "expected: json or text");
        }
        return Optional.of(new Call(kind(method), format.equals("json"), attributes.isTrue("ignorestatus", false)));
    }

    static Call.Kind kind(Argument method) {
        return switch (method.text()) {
            case "", "build" -> Call.Kind.BUILD;
            case "check", "lint" -> Call.Kind.CHECK;
            case "outline" -> Call.Kind.OUTLINE;
            case "targets" -> Call.Kind.TARGETS;
            default ->
                throw method.error(
                        "there is no method \"" + CommandLine.printable(method.text()) + "\"",
                        Suggestion.didYouMean(method.text(), METHODS)
                                .orElse("expected: build, check, outline or targets"));
        };
    }
}
