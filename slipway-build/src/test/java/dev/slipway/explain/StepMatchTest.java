// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps are written {@code stage: instruction}. */
class StepMatchTest {
    @Test
    void anInstructionThatIsPutInIsNewAndAllOthersAreTheSame() {
        assertThat(match(
                        List.of("a: FROM x", "a: COPY s s", "a: RUN make"),
                        List.of("a: FROM x", "a: RUN apt", "a: COPY s s", "a: RUN make")))
                .isEqualTo("a: FROM x=a: FROM x, a: RUN apt=, a: COPY s s=a: COPY s s, a: RUN make=a: RUN make");
    }

    @Test
    void anInstructionThatIsWrittenAnewIsTheOneThatStoodInItsPlace() {
        assertThat(match(
                        List.of("a: FROM x", "a: RUN make -j2 all", "a: RUN test"),
                        List.of("a: FROM x", "a: RUN apt", "a: RUN make -j4 all", "a: RUN test")))
                .isEqualTo(
                        "a: FROM x=a: FROM x, a: RUN apt=, a: RUN make -j4 all=a: RUN make -j2 all, a: RUN test=a: RUN test");
    }

    @Test
    void anInstructionOfAnotherKindIsAnother() {
        assertThat(match(List.of("a: FROM x", "a: RUN make"), List.of("a: FROM x", "a: COPY s s")))
                .isEqualTo("a: FROM x=a: FROM x, a: COPY s s=");
    }

    @Test
    void instructionsThatChangedPlacesAreFound() {
        assertThat(match(
                        List.of("a: RUN 1", "a: COPY s s", "a: RUN 2"), List.of("a: RUN 2", "a: COPY s s", "a: RUN 1")))
                .isEqualTo("a: RUN 2=a: RUN 2, a: COPY s s=a: COPY s s, a: RUN 1=a: RUN 1");
    }

    @Test
    void aStageOfAnotherNameIsFoundByWhatIsInIt() {
        assertThat(match(
                        List.of("build: FROM x", "build: RUN make", "stage-1: FROM y", "stage-1: RUN 2"),
                        List.of("builder: FROM x", "builder: RUN make", "final: FROM y", "final: RUN 3")))
                .isEqualTo("builder: FROM x=build: FROM x, builder: RUN make=build: RUN make, "
                        + "final: FROM y=stage-1: FROM y, final: RUN 3=stage-1: RUN 2");
    }

    @Test
    void theKeyDecidesBeforeTheText() {
        Digest key = Digest.of("key");
        PastStep before = past("old: RUN x", Optional.of(key));
        StepMatch.Candidate now =
                new StepMatch.Candidate(Digest.of("step"), new StepPlace("new", "RUN y"), Optional.of(key));

        assertThat(StepMatch.of(List.of(now), List.of(before))).containsEntry(Digest.of("step"), before);
    }

    private static String match(List<String> before, List<String> now) {
        List<PastStep> past =
                before.stream().map(text -> past(text, Optional.empty())).toList();
        List<StepMatch.Candidate> candidates = now.stream()
                .map(text -> new StepMatch.Candidate(Digest.of(text), place(text), Optional.empty()))
                .toList();
        Map<Digest, PastStep> found = StepMatch.of(candidates, past);
        List<String> pairs = new ArrayList<>();
        for (String text : now) {
            PastStep same = found.get(Digest.of(text));
            pairs.add(text + "=" + (same == null ? "" : same.name()));
        }
        return String.join(", ", pairs);
    }

    private static StepPlace place(String text) {
        int colon = text.indexOf(": ");
        return new StepPlace(text.substring(0, colon), text.substring(colon + 2));
    }

    private static PastStep past(String text, Optional<Digest> key) {
        return new PastStep(
                text,
                place(text),
                PastStep.Lines.NONE,
                key,
                Optional.empty(),
                PastStep.Fate.CACHED,
                0,
                Json.ofItems(List.of()));
    }
}
