// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceSpan;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * A name for several targets and groups.
 *
 * @param place where its members are listed
 */
public record Group(String name, Optional<String> description, Optional<SourceSpan> place, List<String> members) {
    public Group {
        members = List.copyOf(new LinkedHashSet<>(members));
    }
}
