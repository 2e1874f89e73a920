// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Attribute;
import dev.slipway.hcl.Block;
import dev.slipway.hcl.Body;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A block of a target or group, with what it holds. */
record TargetBlock(Block block, Map<String, Attribute> attributes, List<Condition> asserts) {
    private static final Map<String, Integer> OWN_BLOCKS = Map.of("assert", 0);
    private static final List<String> OF_GROUPS = List.of("targets", "description");
    private static final List<String> OF_TARGETS = ofTargets();

    private static List<String> ofTargets() {
        List<String> names = new ArrayList<>(Field.names());
        names.addAll(List.of("matrix", "name"));
        names.addAll(SlipwayFile.IN_TARGETS);
        return List.copyOf(names);
    }

    /** @param warnings gets what nothing reads */
    static TargetBlock read(Block block, List<Diagnostic> warnings) {
        boolean isGroup = block.type().equals("group");
        boolean mayMore = !isGroup && SlipwayFile.is(block.header().file());
        List<String> known = isGroup ? OF_GROUPS : OF_TARGETS;
        Body.Content content = block.body().content(mayMore ? OWN_BLOCKS : Map.of());
        List<Condition> asserts = new ArrayList<>();
        for (Block one : content.blocks()) {
            asserts.add(Condition.read(one, "message", warnings));
        }
        for (Block other : content.others()) {
            if (!isGroup && other.type().equals("assert")) {
                throw SlipwayFile.misplaced("assert", other.header());
            }
            warnings.add(UnknownWords.block(other, Definitions.BLOCKS.keySet(), known, "in a " + block.type()));
        }
        for (Attribute attribute : content.attributes().values()) {
            if (!isGroup && !mayMore && SlipwayFile.IN_TARGETS.contains(attribute.name())) {
                throw SlipwayFile.misplaced(attribute.name(), attribute.nameSpan());
            }
        }
        UnknownWords.in(content.attributes().values(), known, warnings);
        TargetBlock found = new TargetBlock(block, content.attributes(), asserts);
        found.checkMatrix();
        return found;
    }

    private void checkMatrix() {
        Attribute matrix = attributes.get("matrix");
        Attribute name = attributes.get("name");
        Attribute wrong = matrix != null ? matrix : name;
        if (isGroup() && wrong != null) {
            throw SourceException.at(
                    wrong.nameSpan(), "a group has no \"" + wrong.name() + "\"", "a target may have one");
        }
        if (name != null && matrix == null) {
            throw SourceException.at(name.nameSpan(), "a name needs a matrix", "the label of the block is its name");
        }
    }

    boolean isGroup() {
        return block.type().equals("group");
    }

    Block.Label label() {
        return block.labels().getFirst();
    }

    Optional<Attribute> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }
}
