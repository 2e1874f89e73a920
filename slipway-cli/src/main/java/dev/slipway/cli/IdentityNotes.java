// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.digest.Digest;
import dev.slipway.snapshot.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What targets of the working folder were made of when that was last asked. */
final class IdentityNotes {
    private static final String FACT = "identity";

    private final Store store;
    private final String folder = Path.of("").toAbsolutePath().toString();

    IdentityNotes(Store store) {
        this.store = store;
    }

    private Digest key(String target) {
        return Digest.of(folder + "\0" + target);
    }

    void note(String target, TargetIdentity identity) {
        StringBuilder text = new StringBuilder(identity.digest().hex());
        identity.inputs()
                .forEach((name, value) ->
                        text.append('\n').append(value).append(' ').append(name.replace('\n', ' ')));
        store.putFact(FACT, key(target), text.toString());
    }

    /** What is another than when it was noted, a line for each; empty if nothing was noted. */
    Optional<List<String>> changes(String target, TargetIdentity now) {
        Optional<String> noted = store.fact(FACT, key(target));
        if (noted.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> before = new LinkedHashMap<>();
        noted.get().lines().skip(1).forEach(line -> {
            int blank = line.indexOf(' ');
            before.put(line.substring(blank + 1), line.substring(0, blank));
        });
        Map<String, String> after = new LinkedHashMap<>();
        now.inputs().forEach((name, value) -> after.put(name.replace('\n', ' '), value));
        List<String> changes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            if (!after.containsKey(name)) {
                changes.add("gone: " + name);
            } else if (!before.containsKey(name)) {
                changes.add("new: " + name);
            } else if (!after.get(name).equals(before.get(name))) {
                changes.add("changed: " + name);
            }
        }
        return Optional.of(changes);
    }
}
