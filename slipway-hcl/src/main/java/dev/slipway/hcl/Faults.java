// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.Suggestion;
import java.util.Collection;

/** Makes the errors of this room. */
final class Faults {
    private Faults() {}

    /** A name that there is not; the help is the nearest one that there is. */
    static SourceException unknown(SourceSpan where, String summary, String name, Collection<String> names) {
        return new SourceException(Diagnostic.error(summary, where).withHelp(Suggestion.didYouMean(name, names)));
    }
}
