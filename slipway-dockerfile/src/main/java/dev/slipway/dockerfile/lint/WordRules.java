// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Located;
import dev.slipway.text.SourceSpan;
import java.util.List;

/** Rules on how ENV, LABEL, ARG and comments are written. */
final class WordRules {
    private final Findings findings;

    WordRules(Findings findings) {
        this.findings = findings;
    }

    void pairs(Instruction instruction, List<Instruction.Pair> pairs) {
        Instruction.Pair first = pairs.getFirst();
        SourceSpan name = first.name().span();
        SourceSpan value = first.value().span();
        boolean apart = name.end() < value.start() && name.file().at(name.end()) != '=';
        if (apart) {
            String keyword = instruction.keyword();
            findings.add(
                    Rule.LEGACY_KEY_VALUE_FORMAT,
                    "\"" + keyword + " key=value\" should be used instead of legacy \"" + keyword
                            + " key value\" format",
                    name.to(value),
                    instruction.span());
        }
    }

    void secret(Instruction instruction, String name, SourceSpan at) {
        if (SecretNames.isSecret(name)) {
            findings.add(
                    Rule.SECRETS_USED_IN_ARG_OR_ENV,
                    "Do not use ARG or ENV instructions for sensitive data (" + instruction.keyword() + " \"" + name
                            + "\")",
                    at,
                    instruction.span());
        }
    }

    /** The last comment above should begin with one of the names. */
    void description(Instruction instruction, List<String> names, List<Located> comments) {
        if (comments.isEmpty() || names.isEmpty()) {
            return;
        }
        Located comment = comments.getLast();
        int blank = comment.text().indexOf(' ');
        String first = blank < 0 ? comment.text() : comment.text().substring(0, blank);
        if (!names.contains(first)) {
            findings.add(
                    Rule.INVALID_DEFINITION_DESCRIPTION,
                    "Comment for " + instruction.keyword() + " should follow the format: `# "
                            + (names.size() == 1 ? names.getFirst() : "<arg_key>") + " <description>`",
                    comment.span(),
                    instruction.span());
        }
    }
}
