// SPDX-License-Identifier: Apache-2.0
package dev.slipway.portable;

import java.util.List;
import java.util.Optional;

/**
 * What a file says of its making.
 *
 * @param goVersion of Go's build information
 * @param goModules the modules in it, as {@code path version}
 * @param hasRustDependencies whether it has the list of crates that cargo-auditable puts in
 * @param packageNote the JSON of {@code .note.package}
 */
public record Origin(
        Optional<String> buildId,
        Optional<String> goVersion,
        List<String> goModules,
        boolean hasRustDependencies,
        Optional<String> packageNote,
        boolean isStripped) {
    public Origin {
        goModules = List.copyOf(goModules);
    }
}
