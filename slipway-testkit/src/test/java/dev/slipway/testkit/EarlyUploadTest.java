// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.Backoff;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Credential;
import dev.slipway.registry.CredentialSource;
import dev.slipway.registry.EarlyUpload;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.text.Redacted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EarlyUploadTest {
    private static final Backoff QUICK =
            new Backoff(4, Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofSeconds(20));
    private static final int FOR_EVER = 1_000;

    private final FakeRegistry registry = FakeRegistry.start();
    private final RegistryClient client = new RegistryClient(RegistryConfig.EMPTY, CredentialSource.ANONYMOUS, QUICK);
    private final byte[] bytes = bytes();
    private final Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, bytes);

    private static byte[] bytes() {
        byte[] bytes = new byte[3_000_001];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private EarlyUpload upload() {
        return client.earlyUpload(ImageReference.of(registry.address() + "/app"));
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    @Test
    void blobIsThereWhenItIsCommittedAndNotBefore() {
        EarlyUpload upload = upload();

        assertThat(upload.send(BlobSource.of(bytes))).isTrue();
        assertThat(registry.blob("app", blob.digest())).isEmpty();
        assertThat(upload.isNew(blob)).isTrue();

        assertThat(upload.commit(blob)).isTrue();
        assertThat(registry.blob("app", blob.digest())).contains(bytes);
        assertThat(upload.isNew(blob)).isFalse();
        assertThat(registry.unfinished()).isZero();
    }

    @Test
    void cancelledUploadLeavesNothing() {
        EarlyUpload upload = upload();
        upload.send(BlobSource.of(bytes));
        assertThat(registry.unfinished()).isOne();

        upload.cancel();

        assertThat(registry.unfinished()).isZero();
        assertThat(upload.commit(blob)).isFalse();
        assertThat(registry.blob("app", blob.digest())).isEmpty();
    }

    @Test
    void committedBlobIsNotTakenBack() {
        EarlyUpload upload = upload();
        upload.send(BlobSource.of(bytes));
        upload.commit(blob);

        upload.cancel();

        assertThat(registry.requests()).noneMatch(request -> request.startsWith("DELETE"));
        assertThat(registry.blob("app", blob.digest())).isPresent();
    }

    @Test
    void loginIsThatOfTheOrdinaryPush() {
        registry.wantsToken("me", "secret");
        CredentialSource known =
                _ -> Optional.of(new Credential.Login("me", new Redacted("secret".getBytes(StandardCharsets.UTF_8))));
        try (RegistryClient loggedIn = new RegistryClient(RegistryConfig.EMPTY, known, QUICK)) {
            EarlyUpload upload = loggedIn.earlyUpload(ImageReference.of(registry.address() + "/app"));

            assertThat(upload.send(BlobSource.of(bytes)) && upload.commit(blob)).isTrue();
        }
        assertThat(upload().send(BlobSource.of(bytes))).isFalse();
    }

    static List<Fault> faults() {
        return List.of(
                refuses("POST", 401),
                refuses("POST", 403),
                refuses("POST", 404),
                refuses("POST", 429),
                refuses("POST", 503),
                refuses("PATCH", 401),
                refuses("PATCH", 405),
                refuses("PATCH", 413),
                refuses("PATCH", 500),
                refuses("PUT", 404),
                refuses("PUT", 500),
                new Fault.LosesAnswer("POST", "/uploads/", FOR_EVER),
                new Fault.LosesAnswer("PATCH", "/uploads/", FOR_EVER),
                new Fault.DropsUpload("PATCH", "/uploads/", FOR_EVER, 100_000));
    }

    private static Fault refuses(String method, int status) {
        return new Fault.Refuses(method, "/uploads/", FOR_EVER, status, Optional.of("3600"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void whatGoesWrongIsNoFailureAndTheOrdinaryPushDoesIt(Fault fault) throws IOException {
        registry.script(fault);
        EarlyUpload upload = upload();

        assertThat(upload.send(BlobSource.of(bytes)) && upload.commit(blob)).isFalse();
        upload.cancel();
        assertThat(registry.blob("app", blob.digest())).isEmpty();

        registry.heal(fault);
        ImageReference to = ImageReference.of(registry.address() + "/app");
        client.pushBlob(to, blob, BlobSource.of(bytes), Optional.empty(), (_, _) -> {});
        assertThat(registry.blob("app", blob.digest())).contains(bytes);
    }

    @Test
    void sourceThatFailsIsNoFailure() {
        BlobSource broken = () -> {
            throw new IOException("broken");
        };

        assertThat(upload().send(broken)).isFalse();
    }
}
