// SPDX-License-Identifier: Apache-2.0
package dev.slipway.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.MediaType;
import org.junit.jupiter.api.Test;

class ImagePusherTest {
    private static String told(MediaType type) {
        return ImagePusher.told(Descriptor.of(type, new byte[0]));
    }

    @Test
    void theConfigurationIsToldApartFromLayers() {
        assertThat(told(MediaType.OCI_CONFIG)).startsWith("pushing config sha256:");
        assertThat(told(MediaType.DOCKER_CONFIG)).startsWith("pushing config sha256:");
        assertThat(told(MediaType.OCI_LAYER_ZSTD)).startsWith("pushing layer sha256:");
    }
}
