// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.Printable;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code bake --identity} tells: what each target is made of, and what of that is another than when it was last noted. */
final class BakeIdentities {
    private static final int LONGEST = 110;

    private final Map<String, TargetIdentity> identities = new LinkedHashMap<>();
    private final Map<String, Optional<List<String>>> changes = new LinkedHashMap<>();

    void add(String target, TargetIdentity identity, Optional<List<String>> since) {
        identities.put(target, identity);
        changes.put(target, since);
    }

    void print(PrintStream out) {
        identities.forEach((target, identity) -> {
            out.println(target + " " + identity.digest().hex());
            identity.inputs().forEach((name, value) -> out.println("  " + value + "  " + shown(name)));
            Optional<List<String>> since = changes.getOrDefault(target, Optional.empty());
            since.ifPresent(lines -> lines.forEach(line -> out.println("  " + shown(line))));
        });
    }

    private static String shown(String text) {
        String plain = Printable.plainText(text);
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }

    String json() {
        Json.Builder all = Json.object();
        identities.forEach((target, identity) -> {
            Json.Builder inputs = Json.object();
            identity.inputs().forEach(inputs::put);
            Json.Builder one =
                    Json.object().put("identity", identity.digest().hex()).put("inputs", inputs.build());
            changes.getOrDefault(target, Optional.empty()).ifPresent(lines -> one.put("changes", Json.ofTexts(lines)));
            all.put(target, one.build());
        });
        return JsonWriter.pretty(all.build());
    }
}
