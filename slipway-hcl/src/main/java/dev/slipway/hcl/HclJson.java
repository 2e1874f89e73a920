// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.Parsed;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.util.List;

/** Reads files in the language's JSON syntax. */
public final class HclJson {
    private HclJson() {}

    /** The body that the file is. */
    public static Parsed<Body> parse(SourceFile file) {
        try {
            return new Parsed<>(JsonBody.of(new JsonReader(file).read()), List.of());
        } catch (SourceException e) {
            return new Parsed<>(new JsonBody(List.of(), file.span(0, 0)), e.diagnostics());
        }
    }
}
