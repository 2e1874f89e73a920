// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.BakeConfig;
import dev.slipway.bake.BakeJson;
import dev.slipway.bake.ShownVariable;
import dev.slipway.json.JsonWriter;
import dev.slipway.text.SlipwayException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What {@code --list} asks for. */
record BakeList(Kind kind, boolean json) {
    /** What is listed. */
    enum Kind {
        TARGETS,
        VARIABLES
    }

    static BakeList parse(Argument value) {
        Kind kind = null;
        boolean json = false;
        for (String field : value.text().split(",", -1)) {
            switch (field) {
                case "targets", "type=targets" -> kind = Kind.TARGETS;
                case "variables", "type=variables" -> kind = Kind.VARIABLES;
                case "format=json" -> json = true;
                case "format=table" -> json = false;
                default -> throw wrong(value);
            }
        }
        if (kind == null) {
            throw wrong(value);
        }
        return new BakeList(kind, json);
    }

    private static SlipwayException wrong(Argument value) {
        return value.error("there is no such list", "expected targets or variables, or type=targets,format=json");
    }

    void print(BakeConfig config, PrintStream out) {
        if (json) {
            out.println(
                    JsonWriter.pretty(kind == Kind.TARGETS ? BakeJson.targets(config) : BakeJson.variables(config)));
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        if (kind == Kind.TARGETS) {
            rows.add(List.of("TARGET", "DESCRIPTION"));
            BakeJson.listed(config)
                    .forEach(target ->
                            rows.add(List.of(target.name(), target.description().orElse(""))));
        } else {
            rows.add(List.of("VARIABLE", "TYPE", "VALUE", "DESCRIPTION"));
            for (ShownVariable variable : config.variables()) {
                rows.add(List.of(
                        variable.name(),
                        variable.type().orElse(""),
                        variable.value().orElse("<null>"),
                        variable.description().orElse("")));
            }
        }
        TextTable.print(rows, out);
    }
}
