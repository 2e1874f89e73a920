// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.json.JsonWriter;
import dev.slipway.trust.CacheScope;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A build in which something ran.
 *
 * @param title what was built, for people
 * @param at when it began
 * @param against when the build began that its steps were compared with
 * @param failed whether it did not come to its end
 * @param steps inputs first
 */
public record PastBuild(String title, Instant at, Optional<Instant> against, boolean failed, List<PastStep> steps) {
    private static final int VERSION = 1;

    public PastBuild {
        steps = List.copyOf(steps);
    }

    /** For programs, with only these of its steps and what went into each. */
    public Json json(List<PastStep> some, Function<PastStep, Map<String, String>> inputs) {
        return members(some, inputs).build();
    }

    private Json.Builder members(List<PastStep> some, Function<PastStep, Map<String, String>> inputs) {
        return Json.object()
                .put("version", VERSION)
                .put("title", title)
                .put("at", at.toString())
                .put("against", against.map(Instant::toString))
                .put("failed", failed)
                .put(
                        "steps",
                        Json.ofItems(some.stream()
                                .map(step -> step.json(inputs.apply(step)))
                                .toList()));
    }

    /**
     * For the store.
     *
     * @param scope in which it was built
     * @param everywhere what it is known by on other machines
     */
    String text(CacheScope scope, CommonName everywhere) {
        return JsonWriter.compact(members(steps, _ -> Map.of())
                .put("scope", scope.name())
                .put("thing", everywhere.thing().toString())
                .put("image", everywhere.image().toString())
                .build());
    }

    /** Where a build is known by that name. */
    record Everywhere(CacheScope scope, CommonName name) {
        /** Reads what {@link PastBuild#text} wrote; empty when that is not said. */
        static Optional<Everywhere> read(Json json) {
            Optional<CacheScope> scope = json.text("scope").flatMap(CacheScope::parse);
            Optional<Digest> thing = json.text("thing").flatMap(Digest::parse);
            Optional<Digest> image = json.text("image").flatMap(Digest::parse);
            return scope.isEmpty() || thing.isEmpty() || image.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Everywhere(scope.get(), new CommonName(thing.get(), image.get())));
        }
    }

    /** Reads what {@link #text} wrote; empty when it is something else. */
    static Optional<PastBuild> read(String text) {
        try {
            return read(JsonParser.parse(text));
        } catch (JsonSyntaxException _) {
            return Optional.empty();
        }
    }

    static Optional<PastBuild> read(Json json) {
        try {
            if (json.number("version").orElse(0L) != VERSION) {
                return Optional.empty();
            }
            return Optional.of(new PastBuild(
                    json.text("title").orElse(""),
                    Instant.parse(json.text("at").orElse("")),
                    json.text("against").map(Instant::parse),
                    json.bool("failed").orElse(false),
                    json.items("steps").stream().map(PastStep::read).toList()));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
