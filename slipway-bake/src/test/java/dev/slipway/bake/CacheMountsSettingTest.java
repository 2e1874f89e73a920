// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.text.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cache mounts the caches of a target take. */
class CacheMountsSettingTest {
    private static List<Map<String, String>> caches(List<String> sets, String caches) {
        SourceFile file = SourceFile.of("docker-bake.hcl", "target \"app\" { cache-to = " + caches + " }\n");
        BakePlan plan = Plans.of(List.of(file), List.of("app"), sets, Map.of());
        Target target = Objects.requireNonNull(plan.targets().get("app"));
        return target.entries(Field.CACHE_TO).stream().map(Entry::attributes).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"type=local,dest=c,mounts=apt:2GB,/root/.cargo\"]",
                "[\"type=local,mounts=apt:2GB,/root/.cargo,dest=c\"]",
                "[\"type=local,dest=c,mounts=apt:2GB,mounts=/root/.cargo\"]",
                "[{ type = \"local\", dest = \"c\", mounts = \"apt:2GB,/root/.cargo\" }]",
                "[{ type = \"local\", dest = \"c\", mounts = [\"apt:2GB\", \"/root/.cargo\"] }]"
            })
    void idsAreATextOrAList(String written) {
        assertThat(caches(List.of(), written))
                .containsExactly(Map.of("type", "local", "dest", "c", "mounts", "apt:2GB,/root/.cargo"));
    }

    @Test
    void overridesSayItAsTheCommandLineDoes() {
        assertThat(caches(List.of("app.cache-to=type=local,dest=c,mounts=a,b"), "[]"))
                .containsExactly(Map.of("type", "local", "dest", "c", "mounts", "a,b"));
    }
}
