// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import dev.slipway.progress.Progress;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Severity;
import java.util.List;
import java.util.Optional;

/** What goes wrong with a cache never fails a build by itself: it is told at the end. */
final class CacheWarning {
    private CacheWarning() {}

    static void tell(Progress progress, String text) {
        Diagnostic warning =
                new Diagnostic(Severity.WARNING, Optional.empty(), text, Optional.empty(), Optional.empty(), List.of());
        progress.sink().accept(new ProgressEvent.Warning(warning));
    }
}
