// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** Collects what the rules find, without those that are switched off. */
final class Findings {
    private final CheckOptions options;
    private final List<Finding> found = new ArrayList<>();

    Findings(CheckOptions options) {
        this.options = options;
    }

    void add(Rule rule, String detail, SourceSpan at, SourceSpan lines) {
        if (options.applies(rule)) {
            found.add(new Finding(rule, detail, at, lines));
        }
    }

    List<Finding> all() {
        return List.copyOf(found);
    }
}
