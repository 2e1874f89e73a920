// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageManifest;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MediaType;
import dev.slipway.oci.Platform;
import dev.slipway.registry.BlobSource;
import dev.slipway.registry.CredentialSource;
import dev.slipway.registry.FetchedManifest;
import dev.slipway.registry.RegistryClient;
import dev.slipway.registry.RegistryConfig;
import dev.slipway.registry.Transfer;
import dev.slipway.task.Scope;
import dev.slipway.text.RegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every registry must do with our client; run on the fake one and on real ones, which may hold other things. */
public abstract class RegistryContract {
    private RegistryClient client = new RegistryClient(RegistryConfig.EMPTY, CredentialSource.ANONYMOUS);
    private String repository = "";

    /** {@code host:port}. */
    protected abstract String address();

    @BeforeEach
    final void connect() {
        client = new RegistryClient(RegistryConfig.EMPTY, CredentialSource.ANONYMOUS);
        repository = address() + "/contract/" + Long.toHexString(new Random().nextLong());
    }

    @AfterEach
    final void disconnect() {
        client.close();
    }

    private ImageReference image(String suffix) {
        return ImageReference.of(repository + suffix);
    }

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private Descriptor push(byte[] bytes) throws IOException {
        Descriptor blob = Descriptor.of(MediaType.OCI_LAYER, bytes);
        client.pushBlob(image(""), blob, BlobSource.of(bytes), Optional.empty(), Transfer.UNWATCHED);
        return blob;
    }

    private byte[] fetch(ImageReference from, Descriptor blob) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.fetchBlob(from, blob, out, Transfer.UNWATCHED);
        return out.toByteArray();
    }

    @Test
    void answersPing() {
        client.ping(address());
    }

    @Test
    void blobComesBackAsItWasSent() throws IOException {
        for (int size : new int[] {0, 1, 100_000, 9_000_000}) {
            byte[] bytes = bytes(size);

            Descriptor blob = push(bytes);

            assertThat(client.hasBlob(image(""), blob.digest())).isTrue();
            assertThat(fetch(image(""), blob)).isEqualTo(bytes);
        }
    }

    @Test
    void blobThatIsThereIsNotSentAgain() throws IOException {
        byte[] bytes = bytes(1000);
        Descriptor blob = push(bytes);
        BlobSource unread = () -> {
            throw new IOException("must not be read");
        };

        assertThat(client.pushBlob(image(""), blob, unread, Optional.empty(), Transfer.UNWATCHED))
                .isFalse();
    }

    @Test
    void blobOfAnotherRepositoryIsMounted() throws IOException {
        byte[] bytes = bytes(2000);
        Descriptor blob = push(bytes);
        ImageReference other = image("/other");

        boolean sent = client.pushBlob(other, blob, BlobSource.of(bytes), Optional.of(image("")), Transfer.UNWATCHED);

        assertThat(sent).isFalse();
        assertThat(fetch(other, blob)).isEqualTo(bytes);
    }

    @Test
    void blobOfUnknownLengthIsSentInChunks() throws IOException {
        for (int size : new int[] {0, 10, 4 << 20, (8 << 20) + 5}) {
            byte[] bytes = bytes(size);
            AtomicLong seen = new AtomicLong();

            Descriptor blob = client.pushBlob(
                    image(""), MediaType.OCI_LAYER, out -> out.write(bytes), (current, _) -> seen.set(current));

            assertThat(blob).isEqualTo(Descriptor.of(MediaType.OCI_LAYER, bytes));
            assertThat(fetch(image(""), blob)).isEqualTo(bytes);
            assertThat(seen.get()).isLessThanOrEqualTo(size);
        }
    }

    @Test
    void imageIsPushedAndPulledByTagAndDigest() throws IOException {
        Descriptor manifest = pushImage(":v1");

        FetchedManifest byTag = client.fetchManifest(image(":v1"));
        FetchedManifest byDigest = client.fetchManifest(image("@" + manifest.digest()));

        assertThat(byTag.descriptor()).isEqualTo(manifest);
        assertThat(byDigest.toBytes()).isEqualTo(byTag.toBytes());
        assertThat(client.resolve(image(":v1"))).contains(manifest);
        assertThat(client.fetchConfig(image(""), byTag.asManifest()).platform())
                .isEqualTo(new Platform("linux", "amd64"));
    }

    private Descriptor pushImage(String suffix) throws IOException {
        byte[] config = ImageConfig.empty(new Platform("linux", "amd64")).toBytes();
        Descriptor head = Descriptor.of(MediaType.OCI_CONFIG, config);
        client.pushBlob(image(""), head, BlobSource.of(config), Optional.empty(), Transfer.UNWATCHED);
        ImageManifest manifest = ImageManifest.of(true, head, List.of(push(bytes(3000))));
        client.pushManifest(image(suffix), manifest.mediaType(), manifest.toBytes());
        return manifest.descriptor();
    }

    @Test
    void indexIsPushedAndPulled() throws IOException {
        Descriptor manifest = pushImage(":one");
        ImageIndex index = ImageIndex.of(true, List.of(manifest.withPlatform(new Platform("linux", "amd64"))));

        Digest digest = client.pushManifest(image(":all"), index.mediaType(), index.toBytes());

        assertThat(client.fetchManifest(image(":all")).asIndex()).isEqualTo(index);
        assertThat(client.fetchManifest(image("@" + digest)).isIndex()).isTrue();
    }

    @Test
    void whatIsMissingIsToldApart() {
        assertThat(client.resolve(image(":none"))).isEmpty();
        assertThat(client.hasBlob(image(""), Digest.of("none"))).isFalse();
        assertThatThrownBy(() -> client.fetchManifest(image(":none")))
                .isInstanceOfSatisfying(
                        RegistryException.class, e -> assertThat(e.isNotFound()).isTrue())
                .hasMessageContaining("cannot fetch the manifest of " + repository + ":none")
                .hasMessageContaining("answered 404 (not found)");
    }

    @Test
    void tagsAreListed() throws IOException {
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            pushImage(":v" + i);
            tags.add("v" + i);
        }

        assertThat(client.tags(image(""))).containsExactlyInAnyOrderElementsOf(tags);
    }

    @Test
    void manifestIsDeletedByDigest() throws IOException {
        Descriptor manifest = pushImage(":gone");
        ImageReference place = image("@" + manifest.digest());

        client.delete(place);

        assertThat(client.resolve(place)).isEmpty();
    }

    @Test
    void manyTransfersAtOnceAreRight() throws Exception {
        List<Callable<byte[]>> work = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            byte[] bytes = bytes(i * 10_000);
            work.add(() -> fetch(image(""), push(bytes)));
        }

        List<byte[]> all = Scope.all(work);

        for (int i = 1; i <= 20; i++) {
            assertThat(all.get(i - 1)).isEqualTo(bytes(i * 10_000));
        }
    }
}
