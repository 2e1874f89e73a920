// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.List;

/**
 * Files that may say more than buildx understands: {@code slipway.hcl}, {@code *.slipway.hcl} and saved plans. What they may say is an
 * error elsewhere, since buildx would pass over it in silence.
 */
final class SlipwayFile {
    static final String NAME = "slipway.hcl";

    /** Attributes and blocks of targets. */
    static final List<String> IN_TARGETS = List.of("exclude", "include", "depends-on", "ensure", "verify", "assert");

    /** The member that a saved plan begins with, which is a comment in HCL's JSON. */
    static final String PLAN_MARK = "a plan of slipway bake: read it with --from-plan";

    private static final String PLAN_HEAD = "{\n  \"//\": \"" + PLAN_MARK + "\"";

    private SlipwayFile() {}

    static boolean is(SourceFile file) {
        String name = file.name();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return last.equals(NAME) || last.endsWith("." + NAME) || isPlan(file);
    }

    // the head alone: each block of a file asks
    static boolean isPlan(SourceFile file) {
        int end = PLAN_HEAD.length();
        return file.length() >= end && file.text(0, end).equals(PLAN_HEAD);
    }

    /** The error that a word is in any other file. */
    static SourceException misplaced(String word, SourceSpan where) {
        return SourceException.at(
                where,
                "\"" + word + "\" is Slipway's own: buildx would ignore it, or fail",
                "write it in slipway.hcl, or in a file named *.slipway.hcl");
    }
}
