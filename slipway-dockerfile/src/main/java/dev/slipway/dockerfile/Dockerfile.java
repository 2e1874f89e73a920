// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.text.SourceFile;
import java.util.List;

/** A parsed Dockerfile; holds what could be read even when there were errors. */
public record Dockerfile(
        SourceFile source, Directives directives, List<Instruction.Arg> globalArgs, List<Stage> stages) {
    public Dockerfile {
        globalArgs = List.copyOf(globalArgs);
        stages = List.copyOf(stages);
    }
}
