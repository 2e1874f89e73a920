// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What {@code push} and {@code load} make of a target's outputs. */
final class OutputOverride {
    private OutputOverride() {}

    static Target push(Target target, boolean on) {
        List<Entry> outputs = new ArrayList<>();
        boolean pushesNothing = true;
        for (Entry output : target.entries(Field.OUTPUT)) {
            String type = output.get("type");
            pushesNothing &= type.equals("docker");
            if (type.equals("image")) {
                outputs.add(output.with("push", on ? "true" : "false"));
            } else if (on || !type.equals("registry")) {
                outputs.add(output);
            }
        }
        if (on && pushesNothing) {
            outputs.add(Entry.of(Map.of("type", "image", "push", "true")));
        }
        return target.with(Field.OUTPUT, new Setting.Entries(outputs));
    }

    static Target load(Target target) {
        List<Entry> outputs = new ArrayList<>(target.entries(Field.OUTPUT));
        for (Entry output : outputs) {
            switch (output.get("type")) {
                case "docker" -> {
                    if (output.get("dest").isEmpty()) {
                        return target;
                    }
                }
                case "image", "registry", "oci" -> {
                    // these go elsewhere as well
                }
                default -> {
                    return target;
                }
            }
        }
        outputs.add(Entry.of(Map.of("type", "docker")));
        return target.with(Field.OUTPUT, new Setting.Entries(outputs));
    }
}
