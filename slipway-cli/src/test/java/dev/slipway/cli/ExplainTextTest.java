// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.explain.PastBuild;
import dev.slipway.explain.PastStep;
import dev.slipway.explain.StepPlace;
import dev.slipway.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Histories travel in caches, which others can write. */
class ExplainTextTest {
    /** Clears the screen, names the window, goes back in the line, and begins another. */
    private static final String HOSTILE = "a\u001b[2J\u001b]0;owned\u0007\rb\nc\u0000d\u009bm";

    private static PastStep hostileStep() {
        Json why = Json.ofItems(List.of(Json.object().put("text", HOSTILE).build()));
        return new PastStep(
                HOSTILE,
                new StepPlace(HOSTILE, HOSTILE),
                new PastStep.Lines(3, 3),
                Optional.empty(),
                Optional.empty(),
                PastStep.Fate.RAN,
                1200,
                why);
    }

    @Test
    void aHostileHistoryHasNoPowerOverTheTerminal() {
        PastStep step = hostileStep();
        PastBuild build = new PastBuild(HOSTILE, Instant.EPOCH, Optional.empty(), false, List.of(step));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExplainText text = new ExplainText(build, ZoneOffset.UTC, new PrintStream(bytes, true, StandardCharsets.UTF_8));

        text.table();
        text.details(step, Map.of(HOSTILE, HOSTILE));

        String told = bytes.toString(StandardCharsets.UTF_8);
        assertThat(told.chars().filter(Character::isISOControl).distinct().toArray())
                .containsExactly('\n');
        assertThat(told.lines()).hasSize(10).anyMatch(line -> line.startsWith("  why    ab"));
    }
}
