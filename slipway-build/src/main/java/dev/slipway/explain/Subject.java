// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.graph.Step;
import java.util.List;

/**
 * Something that is built again and again: a target of a bake file, or what a {@code build} makes of a Dockerfile.
 *
 * @param name what it is known by among builds
 * @param everywhere what it is known by on other machines
 * @param title for people
 * @param roots the last steps, one per platform
 * @param prefix what the names of its steps begin with; may be empty
 * @param targets the names that it is known by where is said what is kept: its own, or those of its images
 * @param pulls whether registries are asked for newer bases
 */
public record Subject(
        BuildName name,
        CommonName everywhere,
        String title,
        List<Step> roots,
        String prefix,
        List<String> targets,
        boolean pulls) {
    public Subject {
        roots = List.copyOf(roots);
        targets = List.copyOf(targets);
    }
}
