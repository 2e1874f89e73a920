// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Block;
import dev.slipway.text.SourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code gc} block of a cache policy, and refuses what says nothing or contradicts itself. */
final class GcBlockReader {
    private static final PolicyBlock.Words GC = new PolicyBlock.Words(
            "a gc block",
            List.of("reserved", "max-used", "min-free", "keep-for", "firm", "pin", "jobs-max-used"),
            Map.of("mount", 1, "target", 1));
    private static final PolicyBlock.Words RULE =
            new PolicyBlock.Words("a rule of gc", List.of("max-used", "keep-for", "firm"), Map.of());

    private final Globals globals;

    GcBlockReader(Globals globals) {
        this.globals = globals;
    }

    /** The block, if there is one. */
    Optional<GcBlock> read(List<Block> blocks) {
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        if (blocks.size() > 1) {
            throw SourceException.at(blocks.get(1).header(), "the cache has two gc blocks", "make one of them");
        }
        PolicyBlock gc = new PolicyBlock(blocks.getFirst(), GC, globals);
        Optional<Long> reserved = gc.size("reserved");
        Optional<Long> maxUsed = gc.size("max-used");
        if (reserved.isPresent() && maxUsed.isPresent() && reserved.get() > maxUsed.get()) {
            throw gc.text("reserved")
                    .orElseThrow()
                    .fault(
                            "more is reserved than may be used",
                            "expected no more than max-used, which is "
                                    + gc.text("max-used").orElseThrow().text());
        }
        return Optional.of(new GcBlock(
                reserved,
                maxUsed,
                gc.size("min-free"),
                gc.duration("keep-for"),
                gc.flag("firm"),
                gc.blocks("mount").stream().map(this::rule).toList(),
                gc.blocks("target").stream().map(this::rule).toList(),
                gc.texts("pin"),
                gc.size("jobs-max-used")));
    }

    private GcBlock.Rule rule(Block block) {
        Block.Label pattern = block.labels().getFirst();
        if (pattern.text().isEmpty()) {
            throw SourceException.at(pattern.span(), "the rule names nothing", "expected a pattern such as \"apt*\"");
        }
        PolicyBlock rule = new PolicyBlock(block, RULE, globals);
        GcBlock.Rule read =
                new GcBlock.Rule(pattern.text(), rule.size("max-used"), rule.duration("keep-for"), rule.flag("firm"));
        if (read.maxUsed().isEmpty() && read.keepFor().isEmpty() && !read.firm()) {
            throw SourceException.at(
                    block.header(), "the rule says nothing", "expected max-used, keep-for or firm in it");
        }
        return read;
    }
}
