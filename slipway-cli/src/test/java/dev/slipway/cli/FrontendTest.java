// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontendTest {
    private static void require(String syntax) {
        Frontend.require(SourceFile.of("Dockerfile", "# syntax=" + syntax + "\nFROM scratch\n"), Map.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/dockerfile",
                "docker/dockerfile:1",
                "docker/dockerfile:1.4",
                "docker.io/docker/dockerfile:1.20.0-labs",
                "docker/dockerfile:1-labs",
                "docker/dockerfile-upstream:master",
                "docker/dockerfile:experimental",
            })
    void dockersOwnFrontendIsServedInEachVersion(String syntax) {
        assertThatCode(() -> require(syntax)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "docker/dockerfile:2",
                "docker/dockerfile:10",
                "docker/dockerfile@sha256:00",
                "example.com/docker/dockerfile:1",
                "dockerfile:1",
                "docker/dockerfile-other",
                "localhost:5000/docker/dockerfile",
            })
    void otherFrontendsAndDigestsAreRefused(String syntax) {
        assertThatThrownBy(() -> require(syntax)).isInstanceOf(SourceException.class);
    }
}
