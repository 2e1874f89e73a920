// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a step in a build.
 *
 * @param name as the progress shows it
 * @param place which step it is
 * @param lines where it stands in the Dockerfile
 * @param key the key of its last result, in that build or one before
 * @param tried the key that it had when it failed
 * @param millis how long it ran
 * @param why the reasons why it ran, as {@link Reason#json}
 */
public record PastStep(
        String name,
        StepPlace place,
        Lines lines,
        Optional<Digest> key,
        Optional<Digest> tried,
        Fate fate,
        long millis,
        Json why) {
    /** The first and the last line of an instruction; 0 for what stands nowhere. */
    public record Lines(int first, int last) {
        static final Lines NONE = new Lines(0, 0);

        static Lines of(SourceSpan at) {
            return new Lines(at.line(), at.lastLine());
        }

        public boolean contain(int line) {
            return first <= line && line <= last;
        }
    }

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
        return Explanation.text(reasons());
    }

    /** All reasons, for people. */
    public List<String> reasons() {
        return why.items().stream()
                .flatMap(reason -> reason.text("text").stream())
                .toList();
    }

    /** Only what it takes to find it again in a later build. */
    PastStep bare() {
        Json none = Json.ofItems(List.of());
        return new PastStep(name, place, Lines.NONE, key, Optional.empty(), Fate.CACHED, 0, none);
    }

    /** @param inputs what went into it, by name; may be empty */
    Json json(Map<String, String> inputs) {
        Json.Builder json =
                Json.object().put("name", name).put("stage", place.group()).put("text", place.text());
        if (lines.first() > 0) {
            json.put("line", lines.first()).put("lastLine", lines.last());
        }
        json.put("key", key.map(Digest::toString)).put("tried", tried.map(Digest::toString));
        json.put("outcome", fate.word());
        if (fate == Fate.RAN || fate == Fate.FAILED) {
            json.put("millis", millis);
        }
        if (!why.items().isEmpty()) {
            json.put("why", why);
        }
        return json.putTexts("inputs", inputs).build();
    }

    private static int number(Json json, String name) {
        return json.number(name).orElse(0L).intValue();
    }

    static PastStep read(Json json) {
        Fate fate = Fate.CACHED;
        for (Fate one : Fate.values()) {
            fate = json.text("outcome").equals(Optional.of(one.word())) ? one : fate;
        }
        return new PastStep(
                json.text("name").orElse(""),
                new StepPlace(json.text("stage").orElse(""), json.text("text").orElse("")),
                new Lines(number(json, "line"), number(json, "lastLine")),
                json.text("key").flatMap(Digest::parse),
                json.text("tried").flatMap(Digest::parse),
                fate,
                json.number("millis").orElse(0L),
                json.get("why").orElse(Json.ofItems(List.of())));
    }
}
