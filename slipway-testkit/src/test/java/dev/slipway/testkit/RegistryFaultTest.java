// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.registry.Backoff;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.Credential;
import dev.slipway.registry.CredentialSource;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.Transfer;
import dev.slipway.text.Redacted;
import dev.slipway.text.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RegistryFaultTest {
    // the JDK sends a request again by itself when a connection that it kept was closed:
    // jdk.httpclient.redirects.retrylimit
    private static final int JDK_ATTEMPTS = 5;
    private static final Backoff QUICK =
            new Backoff(4, Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofSeconds(20));
    // only where the patience is what is tested: a loaded machine takes longer than that
    private static final Backoff IMPATIENT =
            new Backoff(4, Duration.ofMillis(2), Duration.ofMillis(50), Duration.ofMillis(700));

    private final FakeRegistry registry = FakeRegistry.start();
    private final RegistryClient client = client(CredentialSource.ANONYMOUS);

    private static RegistryClient client(CredentialSource credentials) {
        return new RegistryClient(RegistryConfig.EMPTY, credentials, QUICK);
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private ImageReference image(String suffix) {
        return ImageReference.of(registry.address() + "/app" + suffix);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] fetch(RegistryClient from, ImageReference image, Descriptor blob) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        from.fetchBlob(image, blob, out, Transfer.UNWATCHED);
        return out.toByteArray();
    }

    private Descriptor blob(byte[] bytes) {
        registry.blob("app", bytes);
        return Descriptor.of(MediaType.OCI_LAYER, bytes);
    }

    private long count(String start) {
        return registry.requests().stream().filter(one -> one.startsWith(start)).count();
    }

    @Test
    void downloadGoesOnWhereItBroke() throws IOException {
        byte[] bytes = bytes(300_000);
        Descriptor blob = blob(bytes);
        registry.script(new Fault.CutsBody("GET", "/blobs/", 2, 100_000));

        assertThat(fetch(client, image(""), blob)).isEqualTo(bytes);
        assertThat(count("GET")).isBetween(3L, 3L * JDK_ATTEMPTS);
    }

    @Test
    void downloadGoesOnThoughRangesAreIgnored() throws IOException {
        byte[] bytes = bytes(300_000);
        Descriptor blob = blob(bytes);
        registry.script(new Fault.CutsBody("GET", "/blobs/", 1, 100_000))
                .script(new Fault.IgnoresRange("GET", "/blobs/", 9));

        assertThat(fetch(client, image(""), blob)).isEqualTo(bytes);
    }

    @Test
    void downloadThatKeepsBreakingFails() {
        Descriptor blob = blob(bytes(300_000));
        registry.script(new Fault.CutsBody("GET", "/blobs/", 99, 0));

        assertThatThrownBy(() -> fetch(client, image(""), blob))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("cannot fetch the blob " + blob.digest())
                .hasMessageContaining("the connection to " + registry.address() + " failed");
        assertThat(count("GET")).isBetween(4L, 4L * JDK_ATTEMPTS);
    }

    @Test
    void damagedBlobIsRefused() {
        Descriptor blob = blob(bytes(300_000));
        registry.script(new Fault.FlipsBit("GET", "/blobs/", 99));

        assertThatThrownBy(() -> fetch(client, image(""), blob))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("where " + blob.digest() + " was asked for")
                .hasMessageContaining("push the image again");
    }

    @Test
    void blobOfAnotherLengthIsRefused() {
        Descriptor blob = blob(bytes(1000));
        registry.script(new Fault.LiesAboutLength("GET", "/blobs/", 99, 5));

        assertThatThrownBy(() -> fetch(client, image(""), blob))
                .hasMessageContaining("announces 1005 bytes; the manifest says 1000");
    }

    @Test
    void silentRegistryIsGivenUp() {
        Descriptor blob = blob(bytes(1000));
        registry.script(new Fault.Dawdles("GET", "/blobs/", 99, Duration.ofSeconds(3)));

        try (RegistryClient impatient =
                new RegistryClient(RegistryConfig.EMPTY, CredentialSource.ANONYMOUS, IMPATIENT)) {
            assertThatThrownBy(() -> fetch(impatient, image(""), blob)).hasMessageContaining("did not answer in time");
        }
    }

    @Test
    void slowRegistryIsWaitedFor() throws IOException {
        byte[] bytes = bytes(1000);
        Descriptor blob = blob(bytes);
        registry.script(new Fault.Dawdles("GET", "/blobs/", 1, Duration.ofMillis(200)));

        assertThat(fetch(client, image(""), blob)).isEqualTo(bytes);
    }

    @Test
    void passingFaultsAreTriedAgain() {
        registry.manifest("app", "v1", MediaType.OCI_MANIFEST.value(), manifest());
        for (int status : new int[] {429, 500, 502, 503, 504}) {
            registry.script(new Fault.Refuses("GET", "/manifests/", 2, status, Optional.of("0")));

            assertThat(client.fetchManifest(image(":v1")).toBytes()).isEqualTo(manifest());
        }
    }

    private static byte[] manifest() {
        return ("{\"schemaVersion\":2,\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\""
                        + Digest.of("c") + "\",\"size\":1},\"layers\":[]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void lastingFaultsSayWhatToDo() {
        expect(401, "no credentials for " + registry.address() + " are in docker's configuration");
        expect(403, "nobody may do this without an account: log in with \"docker login " + registry.address() + "\"");
        expect(404, "check the name, the tag, and that the account may see it");
        expect(429, "wait, log in with");
        expect(500, "it was tried several times");
        expect(503, "it was tried several times");
    }

    private void expect(int status, String remedy) {
        registry.script(new Fault.Refuses("GET", "/manifests/s" + status, 99, status, Optional.empty()));
        assertThatThrownBy(() -> client.fetchManifest(image(":s" + status)))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessageStartingWith("cannot fetch the manifest of " + registry.address() + "/app:s" + status
                        + ": registry " + registry.address() + " answered " + status + " (")
                .hasMessageContaining(": tested: as the script says; ")
                .hasMessageContaining(remedy);
    }

    @Test
    void manifestOfAnotherDigestIsRefused() {
        Digest digest = registry.manifest("app", "v1", MediaType.OCI_MANIFEST.value(), manifest());
        registry.script(new Fault.FlipsBit("GET", "/manifests/", 9));

        assertThatThrownBy(() -> client.fetchManifest(image("@" + digest)))
                .hasMessageContaining("where " + digest + " was asked for");
        assertThatThrownBy(() -> client.fetchManifest(image(":v1")))
                .hasMessageContaining("where " + digest + " was announced");
    }

    @Test
    void manifestThatCallsItselfSomethingElseIsRefused() {
        byte[] index =
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\",\"manifests\":[]}"
                        .getBytes(StandardCharsets.UTF_8);
        registry.manifest("app", "v1", MediaType.OCI_MANIFEST.value(), index);

        assertThatThrownBy(() -> client.fetchManifest(image(":v1")))
                .hasMessageContaining("sent a manifest of type application/vnd.oci.image.manifest.v1+json that calls "
                        + "itself application/vnd.oci.image.index.v1+json");
    }

    @Test
    void uploadBeginsAnewAfterTheConnectionDropped() throws IOException {
        byte[] bytes = bytes(500_000);
        Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, bytes);
        registry.script(new Fault.DropsUpload("PUT", "/uploads/", 2, 100_000));

        boolean sent = client.pushBlob(image(""), blob, BlobSource.of(bytes), Optional.empty(), Transfer.UNWATCHED);

        assertThat(sent).isTrue();
        assertThat(fetch(client, image(""), blob)).isEqualTo(bytes);
    }

    @Test
    void uploadWhoseAnswerIsLostIsNotSentAgain() throws IOException {
        byte[] bytes = bytes(1000);
        Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, bytes);
        registry.script(new Fault.LosesAnswer("PUT", "/uploads/", 1));

        client.pushBlob(image(""), blob, BlobSource.of(bytes), Optional.empty(), Transfer.UNWATCHED);

        assertThat(count("POST")).isEqualTo(1);
    }

    @Test
    void chunkThatBrokeIsSentFromWhereItStopped() throws IOException {
        byte[] bytes = bytes(9 << 20);
        registry.script(new Fault.DropsUpload("PATCH", "/uploads/", 1, 100_000))
                .script(new Fault.Refuses("PATCH", "/uploads/", 1, 503, Optional.empty()));

        Descriptor blob = client.pushBlob(image(""), MediaType.OCI_LAYER, out -> out.write(bytes), Transfer.UNWATCHED);

        assertThat(fetch(client, image(""), blob)).isEqualTo(bytes);
    }

    @Test
    void sourceThatFailsIsTheCallersFault() {
        Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, bytes(1000));
        BlobSource broken = () -> {
            throw new IOException("disk on fire");
        };
        BlobSource tooShort = BlobSource.of(bytes(10));

        assertThatThrownBy(() -> client.pushBlob(image(""), blob, broken, Optional.empty(), Transfer.UNWATCHED))
                .isInstanceOf(IOException.class)
                .hasMessage("disk on fire");
        assertThatThrownBy(() -> client.pushBlob(image(""), blob, tooShort, Optional.empty(), Transfer.UNWATCHED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 10 bytes, not 1000");
    }

    @Test
    void tokenIsFetchedOnceAndAgainWhenItExpired() throws IOException {
        registry.wantsToken("me", "secret");
        byte[] bytes = bytes(1000);
        Descriptor blob = blob(bytes);
        try (RegistryClient known = client(_ -> Optional.of(login("secret")))) {
            fetch(known, image(""), blob);
            fetch(known, image(""), blob);
            assertThat(count("GET /token")).isEqualTo(1);

            registry.script(new Fault.ForgetsTokens("GET", "/blobs/", 1));
            assertThat(fetch(known, image(""), blob)).isEqualTo(bytes);
            assertThat(count("GET /token")).isEqualTo(2);
        }
    }

    private static Credential login(String password) {
        return new Credential.Login("me", new Redacted(password.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void basicLoginIsShownAndNeverPrinted() throws IOException {
        registry.wantsBasic("me", "s3cr3t");
        byte[] bytes = bytes(1000);
        Descriptor blob = blob(bytes);
        try (RegistryClient right = client(_ -> Optional.of(login("s3cr3t")));
                RegistryClient wrong = client(_ -> Optional.of(login("s3cr3t!")))) {
            assertThat(fetch(right, image(""), blob)).isEqualTo(bytes);
            assertThatThrownBy(() -> fetch(wrong, image(""), blob))
                    .hasMessageContaining("answered 401 (unauthorized): unauthorized: authentication required; the "
                            + "credentials in docker's configuration were refused")
                    .hasMessageNotContaining("s3cr3t");
        }
        assertThatThrownBy(() -> fetch(client, image(""), blob)).hasMessageContaining("no credentials for");
    }

    @Test
    void mirrorsComeFirstAndTheRegistryIsAskedWhatTheyLack() throws IOException {
        byte[] bytes = bytes(1000);
        Descriptor blob = blob(bytes);
        try (FakeRegistry mirror = FakeRegistry.start();
                RegistryClient mirrored = new RegistryClient(
                        RegistryConfig.EMPTY.withMirrors(
                                registry.address(), List.of("127.0.0.1:1", mirror.address() + "/hub")),
                        CredentialSource.ANONYMOUS,
                        QUICK)) {
            assertThat(fetch(mirrored, image(""), blob)).isEqualTo(bytes);
            assertThat(mirror.requests()).containsExactly("GET /hub/v2/app/blobs/" + blob.digest());
            assertThatThrownBy(() -> mirrored.fetchManifest(image(":none")))
                    .hasMessageContaining("; before that, mirror 127.0.0.1:1 failed; before that, mirror "
                            + mirror.address() + " answered 404");
        }
    }

    @Test
    void nobodyAtHomeIsSaidAtOnce() {
        ImageReference nowhere = ImageReference.of("127.0.0.1:1/app");

        assertThatThrownBy(() -> client.fetchManifest(nowhere))
                .hasMessage(
                        "cannot fetch the manifest of 127.0.0.1:1/app:latest: nothing answers at 127.0.0.1:1; check "
                                + "the name, that the registry runs, and the network");
    }

    @Test
    void referrersAreFoundWithAndWithoutTheirApi() {
        Digest subject = registry.manifest("app", "v1", MediaType.OCI_MANIFEST.value(), manifest());
        String signature = new String(manifest(), StandardCharsets.UTF_8)
                .replace(
                        "\"layers\":[]",
                        "\"artifactType\":\"a/b\",\"layers\":[],\"subject\":{\"mediaType\":\"m\","
                                + "\"size\":1,\"digest\":\"" + subject + "\"}");
        Digest digest = registry.manifest(
                "app", "sig", MediaType.OCI_MANIFEST.value(), signature.getBytes(StandardCharsets.UTF_8));

        assertThat(client.referrers(image(""), subject, Optional.of("a/b")).manifests())
                .extracting(Descriptor::digest)
                .containsExactly(digest);
        assertThat(client.referrers(image(""), subject, Optional.of("a/c")).manifests())
                .isEmpty();

        registry.withoutReferrers();
        assertThat(client.referrers(image(""), subject, Optional.empty()).manifests())
                .isEmpty();
    }
}
