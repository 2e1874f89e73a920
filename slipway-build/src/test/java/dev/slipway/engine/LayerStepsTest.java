// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayerStepsTest {
    private final Step image = step(new Op.Image("busybox", Digest.of("manifest")));
    private final Step context = step(new Op.Local("context", "/src"));
    private final Step folder = files(image);
    private final Step copy = step(new Op.Files(folder, List.of(copy(context))));

    private static Step step(Op op) {
        return new Step(op, Step.Label.of("step"));
    }

    private static Step files(Step base) {
        return step(new Op.Files(base, List.of(new FileAction.MakeFolder("/app", 0755, Optional.empty()))));
    }

    private static FileAction copy(Step source) {
        return new FileAction.Copy(
                source, List.of("/"), "/", Optional.empty(), Optional.empty(), false, false, List.of());
    }

    @Test
    void eachCopyMakesOneLayerAndTheImageTheRest() {
        LayerSteps steps = LayerSteps.of(copy, 4);

        assertThat(steps.maker(3)).contains(copy);
        assertThat(steps.maker(2)).contains(folder);
        assertThat(steps.maker(1)).isEmpty();
        assertThat(steps.maker(0)).isEmpty();
    }

    @Test
    void aMergeHasTheLayersOfAllItsPartsTheFirstAtTheBottom() {
        Step download = step(new Op.Http("https://example.com/f", Digest.of("f"), "f"));
        Step other = files(step(new Op.Merge(List.of())));
        Step merge = step(new Op.Merge(List.of(copy, download, other)));

        LayerSteps steps = LayerSteps.of(merge, 5);

        assertThat(steps.maker(4)).contains(other);
        assertThat(steps.maker(3)).contains(download);
        assertThat(steps.maker(2)).contains(copy);
        assertThat(steps.maker(1)).contains(folder);
        assertThat(steps.maker(0)).isEmpty();
    }

    @Test
    void whatOnlyGivesFilesMakesNoLayerOfTheResult() {
        assertThat(LayerSteps.ofResults(List.of(copy))).containsExactlyInAnyOrder(copy, folder, image);
        assertThat(LayerSteps.all(List.of(copy))).containsExactlyInAnyOrder(copy, folder, image, context);
    }
}
