// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UrlCredentialsTest {
    @Test
    void onlyTheCredentialsAreHidden() {
        assertThat(UrlCredentials.hidden("ADD https://me:se@cret@host:1/a@b.git#x http://tok@h /"))
                .isEqualTo("ADD https://***@host:1/a@b.git#x http://***@h /");
        assertThat(UrlCredentials.hidden("https://host/a@b and user@host:path"))
                .isEqualTo("https://host/a@b and user@host:path");
    }

    @Test
    void whatIsCoveredStaysAsLong() {
        assertThat(UrlCredentials.covered("ADD https://me:x@host/ /y")).isEqualTo("ADD https://****@host/ /y");
    }

    @Test
    void theyCanBeTakenApart() {
        assertThat(UrlCredentials.of("https://me:x@host/y")).contains("me:x");
        assertThat(UrlCredentials.removed("https://me:x@host/y")).isEqualTo("https://host/y");
        assertThat(UrlCredentials.of("https://host/y@z")).isEmpty();
        assertThat(UrlCredentials.of("git@host:y")).isEmpty();
        assertThat(UrlCredentials.removed("git@host:y")).isEqualTo("git@host:y");
    }

    @Test
    void theHeaderHasThemDecoded() {
        assertThat(UrlCredentials.basic("me:a%40b+c")).isEqualTo("Basic bWU6YUBiK2M=");
        assertThat(UrlCredentials.basic("token")).isEqualTo("Basic dG9rZW46");
    }
}
