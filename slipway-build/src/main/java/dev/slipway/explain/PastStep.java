// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a step in a build.
 *
 * @param name as the progress shows it
 * @param place which step it is
 * @param line where it stands in the Dockerfile; 0 when it stands in none
 * @param key the key of its last result, in that build or one before
 * @param tried the key that it had when it failed
 * @param millis how long it ran
 * @param why the reasons why it ran, as {@link Reason#json}
 */
public record PastStep(
        String name,
        StepPlace place,
        int line,
        Optional<Digest> key,
        Optional<Digest> tried,
        Fate fate,
        long millis,
        Json why) {
    /** What became of it. */
    public enum Fate {
        CACHED,
        RAN,
        FAILED,
        NOT_REACHED;

        /** As JSON has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The stage, with the platform where there are several; empty where there is one stage only. */
    public String stage() {
        return place.group();
    }

    /** One line for people; empty when it did not run. */
    public String whyText() {
        return Explanation.text(why.items().stream()
                .flatMap(reason -> reason.text("text").stream())
                .toList());
    }

    /** Whether it is the first cause itself: it has a reason beside that another step ran. */
    public boolean isFirstCause() {
        return why.items().stream().anyMatch(reason -> !reason.text("kind").equals(Optional.of("after")));
    }

    Json json() {
        Json.Builder json =
                Json.object().put("name", name).put("stage", place.group()).put("text", place.text());
        if (line > 0) {
            json.put("line", line);
        }
        json.put("key", key.map(Digest::toString)).put("tried", tried.map(Digest::toString));
        json.put("outcome", fate.word());
        if (fate == Fate.RAN || fate == Fate.FAILED) {
            json.put("millis", millis);
        }
        return (why.items().isEmpty() ? json : json.put("why", why)).build();
    }

    static PastStep read(Json json) {
        Fate fate = Fate.CACHED;
        for (Fate one : Fate.values()) {
            fate = json.text("outcome").equals(Optional.of(one.word())) ? one : fate;
        }
        return new PastStep(
                json.text("name").orElse(""),
                new StepPlace(json.text("stage").orElse(""), json.text("text").orElse("")),
                json.number("line").orElse(0L).intValue(),
                json.text("key").flatMap(Digest::parse),
                json.text("tried").flatMap(Digest::parse),
                fate,
                json.number("millis").orElse(0L),
                json.get("why").orElse(Json.ofItems(List.of())));
    }
}
