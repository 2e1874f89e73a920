// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.DiagnosticRenderer;
import java.util.List;

/** What is said of warnings at the end of a build. */
final class WarningText {
    private WarningText() {}

    static String of(List<Diagnostic> warnings) {
        if (warnings.isEmpty()) {
            return "";
        }
        String count = warnings.size() == 1 ? "1 warning found:" : warnings.size() + " warnings found:";
        return "\n " + count + "\n" + DiagnosticRenderer.render(warnings);
    }
}
