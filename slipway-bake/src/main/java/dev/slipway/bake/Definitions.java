// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.text.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands at the top of all files.
 *
 * @param attributes the last of each name holds
 * @param variables the last of each name holds
 * @param functions the last of each name holds
 * @param blocks the blocks of targets and groups, in order
 * @param asserts what must hold
 * @param others the blocks of policies, caches and jobs, which others read
 * @param warnings about what no one reads
 */
record Definitions(
        Map<String, Attribute> attributes,
        Map<String, VariableBlock> variables,
        Map<String, FunctionBlock> functions,
        List<Block> blocks,
        List<Condition> asserts,
        List<Block> others,
        List<Diagnostic> warnings) {
    static final Map<String, Integer> BLOCKS = Map.of("variable", 1, "function", 1, "target", 1, "group", 1);

    /** What only Slipway's own files may have, and bake has no use for. */
    private static final List<String> OF_OTHERS =
            List.of(CachePolicyReader.BLOCK, BinaryPolicyReader.BLOCK, JobReader.BLOCK);

    /** @param reserved the names that are taken already */
    static Definitions of(List<Body> files, Collection<String> reserved) {
        Definitions found = new Definitions(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
        for (Body file : files) {
            found.add(file.content(BLOCKS), reserved);
        }
        return found;
    }

    private void add(Body.Content content, Collection<String> reserved) {
        for (Attribute attribute : content.attributes().values()) {
            if (!reserved.contains(attribute.name()) && !BLOCKS.containsKey(attribute.name())) {
                attributes.put(attribute.name(), attribute);
            }
        }
        for (Block block : content.blocks()) {
            String name = block.labels().getFirst().text();
            boolean isTaken = reserved.contains(name) || name.equals("target") || name.equals("group");
            switch (block.type()) {
                case "variable" -> {
                    if (!isTaken) {
                        variables.put(name, VariableBlock.read(block, warnings));
                    }
                }
                case "function" -> {
                    if (!isTaken) {
                        functions.put(name, FunctionBlock.read(block));
                    }
                }
                default -> blocks.add(block);
            }
        }
        for (Block other : content.others()) {
            if (OF_OTHERS.contains(other.type())) {
                passOver(other);
            } else if (!other.type().equals("assert")) {
                warnings.add(UnknownWords.block(other, blocks(other), List.of(), "here"));
            } else if (!SlipwayFile.is(other.header().file())) {
                throw SlipwayFile.misplaced("assert", other.header());
            } else {
                asserts.add(Condition.read(other, "message", warnings));
            }
        }
    }

    private static Collection<String> blocks(Block wrong) {
        List<String> known = new ArrayList<>(BLOCKS.keySet());
        if (SlipwayFile.is(wrong.header().file())) {
            known.add("assert");
            known.addAll(OF_OTHERS);
        }
        known.sort(null);
        return known;
    }

    private void passOver(Block block) {
        others.add(block);
        if (!SlipwayFile.is(block.header().file())) {
            throw SlipwayFile.misplaced(block.type(), block.header());
        }
        // it is for all commands, and read before any of them begins
        boolean isPolicy =
                block.type().equals(CachePolicyReader.BLOCK) && block.labels().isEmpty();
        if (isPolicy && !block.header().file().name().equals(SlipwayFile.NAME)) {
            warnings.add(
                    Diagnostic.warning(UnknownWords.BLOCK, "nothing reads a cache policy in this file", block.header())
                            .withHelp("the one in slipway.hcl of the working folder holds"));
        }
    }
}
