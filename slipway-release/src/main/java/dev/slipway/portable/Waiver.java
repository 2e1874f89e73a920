// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import dev.slipway.text.Glob;
import java.time.LocalDate;

/**
 * What is let pass although it breaks a policy.
 *
 * @param policy the policy that it belongs to
 * @param reason why
 * @param expires the last day on which it counts
 */
public record Waiver(String policy, Match match, String reason, LocalDate expires) {
    /**
     * What it is for.
     *
     * @param file of the file's whole name, or of what stands after one of its slashes
     * @param subject of the symbol (with its version or without), library or other thing
     */
    public record Match(Glob rule, Glob file, Glob subject) {}

    boolean covers(Violation violation) {
        String subject = violation.subject();
        int version = subject.indexOf('@');
        return violation.policy().equals(policy)
                && match.rule.matches(violation.rule())
                && coversFile(violation.file())
                && (match.subject.matches(subject)
                        || (version > 0 && match.subject.matches(subject.substring(0, version))));
    }

    private boolean coversFile(String file) {
        int at = 0;
        do {
            if (match.file.matches(file.substring(at))) {
                return true;
            }
            at = file.indexOf('/', at) + 1;
        } while (at > 0);
        return false;
    }
}
