// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceSpan;
import java.util.List;

/** JSON with the place of each value. */
sealed interface JsonNode {
    SourceSpan span();

    /**
     * A text.
     *
     * @param inner the characters between the quotes, as they stand in the file
     */
    record Text(String text, boolean hasEscapes, SourceSpan inner, SourceSpan span) implements JsonNode {}

    /** A number. */
    record Num(dev.slipway.hcl.value.Num number, SourceSpan span) implements JsonNode {}

    /** {@code true} or {@code false}. */
    record Bool(boolean value, SourceSpan span) implements JsonNode {}

    /** {@code null}. */
    record Null(SourceSpan span) implements JsonNode {}

    /** An array. */
    record Arr(List<JsonNode> items, SourceSpan span) implements JsonNode {}

    /** An object; a name may stand twice. */
    record Obj(List<Member> members, SourceSpan span) implements JsonNode {}

    /** One member of an object. */
    record Member(Text name, JsonNode value) {}
}
