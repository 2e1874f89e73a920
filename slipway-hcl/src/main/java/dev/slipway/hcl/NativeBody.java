// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A body in the language's own syntax. */
record NativeBody(Map<String, Attribute> attributes, List<Block> blocks, SourceSpan span) implements Body {
    @Override
    public Content content(Map<String, Integer> labels) {
        List<Block> wanted = new ArrayList<>();
        List<Block> others = new ArrayList<>();
        for (Block block : blocks) {
            Integer count = labels.get(block.type());
            if (count != null && block.labels().size() != count) {
                throw SourceException.at(
                        block.header(),
                        "a block \"" + block.type() + "\" has "
                                + counted(block.labels().size()) + " here",
                        count == 0 ? "expected none" : "expected " + block.type() + " \"NAME\" {");
            }
            (count == null ? others : wanted).add(block);
        }
        return new Content(attributes, wanted, others);
    }

    private static String counted(int labels) {
        return switch (labels) {
            case 0 -> "no label";
            case 1 -> "a label";
            default -> labels + " labels";
        };
    }
}
