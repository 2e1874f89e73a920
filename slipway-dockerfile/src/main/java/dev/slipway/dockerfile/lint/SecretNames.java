// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import java.util.Locale;
import java.util.Set;

/** Which names of arguments and variables say that their values are secret, as docker's build check has it. */
public final class SecretNames {
    private static final Set<String> PARTS = Set.of(
            "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd", "secret", "token");

    private SecretNames() {}

    /** Whether a part of the name, between underscores, is a word for secrets; what is public is none. */
    public static boolean isSecret(String name) {
        boolean secret = false;
        int start = 0;
        String lower = name.toLowerCase(Locale.ROOT);
        while (start <= lower.length()) {
            int underscore = lower.indexOf('_', start);
            int end = underscore < 0 ? lower.length() : underscore;
            String part = lower.substring(start, end);
            if (part.equals("public")) {
                return false;
            }
            secret |= PARTS.contains(part);
            start = end + 1;
        }
        return secret;
    }
}
