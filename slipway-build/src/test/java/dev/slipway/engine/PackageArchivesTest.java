// SPDX-License-Identifier: Apache-2.0
package dev.slipway.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.text.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageArchivesTest {
    @Test
    void theMirrorIsTakenAsItIsWritten() {
        assertThat(PackageArchives.parse("bookworm?mirror=https://deb.example.org:8443/debian/", "amd64")
                        .mirror())
                .isEqualTo("https://deb.example.org:8443/debian");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://u:hunter2@h/debian", "https://[", "https:///debian", "ftp://h/debian", "http://a b/"})
    void whatIsNoMirrorIsRefused(String mirror) {
        assertThatThrownBy(() -> PackageArchives.parse("bookworm?mirror=" + mirror, "amd64"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the mirror is expected to be an http or https URL with a host");
    }
}
