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

    @Test
    void whatIsNoCredentialIsShown() {
        assertThat(UrlCredentials.hidden("https://user:pa@ss@h/a.git")).isEqualTo("https://***@h/a.git");
        assertThat(UrlCredentials.hidden("https://h/a@b.git")).isEqualTo("https://h/a@b.git");
        assertThat(UrlCredentials.hidden("ssh://git@h/a.git")).isEqualTo("ssh://git@h/a.git");
        assertThat(UrlCredentials.hidden("ssh://git:pw@h/a.git")).isEqualTo("ssh://***@h/a.git");
        assertThat(UrlCredentials.hidden("git@h:a.git")).isEqualTo("git@h:a.git");
        assertThat(UrlCredentials.hidden("docker-image://a@sha256:b")).isEqualTo("docker-image://a@sha256:b");
        assertThat(UrlCredentials.hidden("oci-layout://a@sha256:b")).isEqualTo("oci-layout://a@sha256:b");
    }
}
