// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes the errors of this room. */
final class Faults {
    private Faults() {}

    /** An error of a place that is known only sometimes. */
    static SourceException of(String summary, String help, Optional<SourceSpan> where) {
        Optional<String> said = help.isEmpty() ? Optional.empty() : Optional.of(help);
        return new SourceException(new Diagnostic(Severity.ERROR, Optional.empty(), summary, said, where, List.of()));
    }

    /** An error that no line of a file is to blame for alone. */
    static SourceException of(String summary, String help) {
        return of(summary, help, Optional.empty());
    }

    static SourceException of(String summary) {
        return of(summary, "");
    }

    /** A target that there is not; the help is the nearest one that there is. */
    static SourceException unknown(String summary, String name, Collection<String> names, Optional<SourceSpan> where) {
        return of(summary, Suggestion.didYouMean(name, names).orElse("--list targets shows them all"), where);
    }
}
