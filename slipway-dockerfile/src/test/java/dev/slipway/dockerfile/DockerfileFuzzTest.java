// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Fuzz targets. They run for as long as each says with {@code JAZZER_FUZZ=1 mvn test -Dsurefire.groups=long
 * -Dsurefire.excludedGroups= -Dtest=DockerfileFuzzTest#...}, and once with an empty input otherwise.
 */
@Tag("long")
class DockerfileFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void anyBytesAreADockerfileOrExplained(byte[] input) {
        Invariants.ofDockerfile(input);
    }

    @FuzzTest(maxDuration = "1m")
    void anyWordExpandsOrIsExplained(FuzzedDataProvider input) {
        Invariants.ofWord(input.consumeRemainingAsString());
    }

    @FuzzTest(maxDuration = "1m")
    void anyBytesAreAnIgnoreFileOrExplained(byte[] input) {
        Invariants.ofIgnoreFile(input);
    }
}
