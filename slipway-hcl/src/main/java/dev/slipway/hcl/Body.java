// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Map;

/** What stands in a file or in the braces of a block. What is a block and what is not is known to the reader only. */
public interface Body {
    /**
     * The body, read with the knowledge of what its blocks are.
     *
     * @param labels the types of the blocks that are looked for, each with the number of its labels
     * @throws dev.slipway.text.SourceException if a block has another number of labels
     */
    Content content(Map<String, Integer> labels);

    /** Where to point at when something is missing in it. */
    SourceSpan span();

    /**
     * A body's content, in the order of the file.
     *
     * @param attributes by name
     * @param blocks those that were looked for
     * @param others blocks of other types
     */
    record Content(Map<String, Attribute> attributes, List<Block> blocks, List<Block> others) {}
}
