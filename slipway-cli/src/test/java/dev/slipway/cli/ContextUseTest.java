// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.text.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextUseTest {
    private static ContextUse use(String... lines) {
        String text = "FROM base\n" + String.join("\n", lines) + "\n";
        return ContextUse.of(
                DockerfileParser.parse(SourceFile.of("Dockerfile", text)).orThrow());
    }

    @Test
    void filesAndFoldersThatAreCopiedAreLookedAt() {
        ContextUse use = use("COPY src ./lib/a.c /x/", "ADD *.tar /", "COPY --from=other /elsewhere /");

        assertThat(use.includes("src/deep/main.c")).isTrue();
        assertThat(use.includes("lib/a.c")).isTrue();
        assertThat(use.includes("b.tar")).isTrue();
        assertThat(use.includes("lib/b.c")).isFalse();
        assertThat(use.includes("elsewhere")).isFalse();
        assertThat(use.includes("README")).isFalse();
    }

    @Test
    void whatIsMountedIsLookedAt() {
        ContextUse use = use(
                "RUN --mount=type=bind,source=tools,target=/t --mount=type=cache,target=/c true",
                "RUN --mount=from=other,source=docs,target=/d true");

        assertThat(use.includes("tools/x")).isTrue();
        assertThat(use.includes("docs/x")).isFalse();
        assertThat(use.includes("c")).isFalse();
    }

    @Test
    void noneIsLookedAtWithoutASource() {
        assertThat(use("RUN true", "COPY <<E /x", "text", "E").includes("x")).isFalse();
    }

    /** Rather too many than too few. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY . /",
                "COPY / /",
                "COPY $SOURCE /",
                "COPY \"a b\" /",
                "COPY a/../b /",
                "RUN --mount=target=/t true",
                "RUN --mount=type=$T,target=/t,source=$S true",
                "ONBUILD COPY a /"
            })
    void whatIsNotPlainMayBeAnything(String line) {
        assertThat(use(line).includes("any/thing")).isTrue();
    }
}
