// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lays services over those that they extend, in the same file or in another. */
final class ComposeParents {
    private final ComposeFiles files;
    private final Surroundings surroundings;

    /** What was extended on the way, as file and service. */
    private final List<String> path = new ArrayList<>();

    ComposeParents(ComposeFiles files, Surroundings surroundings) {
        this.files = files;
        this.surroundings = surroundings;
    }

    /** The service with all that it extends. */
    Map<String, Object> whole(String name, Map<String, Object> services) throws InvalidSetting {
        return whole(name, services, "");
    }

    private Map<String, Object> whole(String name, Map<String, Object> services, String file) throws InvalidSetting {
        Object found = services.getOrDefault(name, Map.of());
        ComposeCheck.service(found);
        Map<String, Object> service = ComposeReader.map(found);
        Object extension = service.get("extends");
        if (extension == null || extension == ComposeValues.Absent.NULL) {
            return service;
        }
        String step = file.isEmpty() ? name : file + ":" + name;
        if (path.contains(step)) {
            throw new InvalidSetting(
                            "services extend one another: " + String.join(" -> ", path) + " -> " + step,
                            "one of them must not extend the next")
                    .under("extends");
        }
        path.add(step);
        Map<String, Object> object = ComposeReader.map(extension);
        String parent = object.isEmpty() ? String.valueOf(extension) : String.valueOf(object.get("service"));
        Map<String, Object> others = services;
        String otherFile = file;
        if (object.containsKey("file")) {
            otherFile = String.valueOf(object.get("file"));
            others = ComposeReader.map(files.loadBeside(otherFile, surroundings).get("services"));
        }
        if (!others.containsKey(parent)) {
            String near = Suggestion.didYouMean(parent, others.keySet()).orElse("expected the name of a service");
            throw new InvalidSetting("it extends \"" + parent + "\", which is not there", near).under("extends");
        }
        return ComposeMerge.over(whole(parent, others, otherFile), service);
    }
}
