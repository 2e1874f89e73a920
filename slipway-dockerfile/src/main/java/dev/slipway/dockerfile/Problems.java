// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** What a parser has found to say, in the order in which it found it. */
final class Problems {
    private final List<Diagnostic> found = new ArrayList<>();
    private int errors;

    void add(Diagnostic diagnostic) {
        found.add(diagnostic);
        errors += diagnostic.isError() ? 1 : 0;
    }

    void error(String summary, String help, SourceSpan at) {
        add(Diagnostic.error(summary, help, at));
    }

    int errors() {
        return errors;
    }

    List<Diagnostic> all() {
        return List.copyOf(found);
    }
}
