// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.sys.Kernel;
import dev.slipway.text.RegistryException;
import dev.slipway.trust.Scopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no mounts. */
class StoreTest {
    private static final Digest KEY = Digest.of("key");

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("store"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anActionIsFoundAsItWasSaved() {
        ActionRecord saved = record(new Chain(List.of(layer("a"), layer("b"))));

        store.save(saved);

        assertThat(store.record(KEY)).contains(saved);
        assertThat(store.find(KEY).orElseThrow().chain()).isEqualTo(saved.chain());
        assertThat(store.find(KEY).orElseThrow().inputs()).isEmpty();
        assertThat(store.find(Digest.of("other"))).isEmpty();
        try (Store other = Store.open(store.root())) {
            assertThat(other.record(KEY)).contains(saved);
        }
    }

    @Test
    void anActionWithoutItsLayersIsAMiss() {
        store.save(record(new Chain(List.of(layer("a"), LayerId.random()))));

        assertThat(store.find(KEY)).isEmpty();
    }

    @Test
    void aTornOrChangedRecordIsAMissWhereverItIsCut() throws IOException {
        store.save(record(Chain.SCRATCH));
        Path file = new StoreLayout(store.root()).record("actions", KEY);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(store.find(KEY)).as("cut to %d bytes", length).isEmpty();
            byte[] changed = whole.clone();
            changed[length] ^= 0x10;
            Files.write(file, changed);
            assertThat(store.find(KEY)).as("byte %d changed", length).isEmpty();
        }
        Files.write(file, whole);
        assertThat(store.find(KEY)).isPresent();
    }

    @Test
    void aRecordUnderAnotherKeyIsAMiss() throws IOException {
        store.save(record(Chain.SCRATCH));
        StoreLayout layout = new StoreLayout(store.root());
        Path other = layout.record("actions", Digest.of("other"));
        Files.createDirectories(other.getParent());
        Files.copy(layout.record("actions", KEY), other);

        assertThat(store.find(Digest.of("other"))).isEmpty();
        assertThat(store.check().run()).singleElement().asString().contains("another key");
    }

    @Test
    void factsKeepAnyText() {
        store.putFact("content", KEY, "line\nwith \\ and \r and é\n");
        store.putFact("content", KEY, "second \\n\nvalue");

        assertThat(store.fact("content", KEY)).contains("second \\n\nvalue");
        assertThat(store.fact("other", KEY)).isEmpty();
        assertThatThrownBy(() -> store.putFact("../x", KEY, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatWasSavedBeforeThisBootCountsOnlyIfItWasSynced() throws Exception {
        StoreLayout layout = new StoreLayout(store.root());
        Boots earlier = new Boots(layout.synced(), "earlier-boot");
        Session session = new Session(layout, Kernel.linux());
        FactTable before = new FactTable(new RecordTable(layout, session, earlier), Scopes.DEFAULT);
        before.put("x", KEY, "synced");
        Stamp sync = earlier.now();
        Digest late = Digest.of("late");
        before.put("x", late, "not synced");

        assertThat(store.fact("x", KEY)).isEmpty();
        earlier.noteSynced(sync, session.newPath());
        session.end();

        try (Store after = Store.open(store.root())) {
            assertThat(after.fact("x", KEY)).contains("synced");
            assertThat(after.fact("x", late)).isEmpty();
            assertThat(after.check().run()).isEmpty();
        }
    }

    @Test
    void syncingIsNoted() throws Exception {
        store.sync();

        assertThat(new StoreLayout(store.root()).synced()).isNotEmptyDirectory();
    }

    @Test
    void blobsAreFoundByTheirDigest() throws IOException {
        byte[] bytes = {1, 2, 3};

        Digest digest = store.blobs().put(bytes);

        assertThat(digest).isEqualTo(Digest.of(bytes));
        assertThat(store.blobs().find(digest))
                .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(bytes));
        assertThat(store.blobs().read(digest)).contains(bytes);
        assertThat(store.blobs().find(KEY)).isEmpty();
    }

    @Test
    void aStreamedBlobMustBeWhatWasPromised() throws IOException {
        byte[] bytes = "streamed".getBytes(StandardCharsets.UTF_8);
        Digest right = Digest.of(bytes);

        assertThatThrownBy(() -> write(bytes, KEY, bytes.length))
                .isInstanceOf(RegistryException.class)
                .hasMessage("layer 1 has the digest " + right + ", expected " + KEY);
        assertThatThrownBy(() -> write(bytes, right, 5)).hasMessage("layer 1 has 8 bytes, expected 5");
        assertThat(store.blobs().find(right)).isEmpty();
        write(bytes, right, bytes.length);
        assertThat(store.blobs().find(right)).isPresent();
    }

    @Test
    void aTruncatedBlobIsAbsentAndReportedAndCanBeWrittenAgain() throws IOException {
        Digest digest = store.blobs().put(new byte[] {1, 2, 3});
        Files.write(new StoreLayout(store.root()).blob(digest), new byte[] {1});

        assertThat(store.blobs().find(digest)).isEmpty();
        assertThat(store.check().run()).singleElement().asString().contains("does not have its digest");
        store.blobs().put(new byte[] {1, 2, 3});
        assertThat(store.blobs().find(digest)).isPresent();
        assertThat(store.check().run()).isEmpty();
    }

    @Test
    void anAbandonedBlobLeavesNothing() {
        try (BlobWriter writer = store.blobs().write("layer 1")) {
            writer.write(new byte[100], 0, 100);
            assertThat(store.root().resolve("tmp")).isNotEmptyDirectory();
        }
        store.close();

        assertThat(store.root().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void layersTarsAreRemembered() {
        LayerId layer = LayerId.random();
        LayerContent content = new LayerContent(KEY, 12);
        LayerBlob blob = new LayerBlob(Digest.of("blob"), 7, "application/vnd.oci.image.layer.v1.tar+gzip");

        store.layerBlobs().putContent(layer, content);
        store.layerBlobs().putBlob(layer, "gzip-6", blob);

        assertThat(store.layerBlobs().content(layer)).contains(content);
        assertThat(store.layerBlobs().blob(layer, "gzip-6")).contains(blob);
        assertThat(store.layerBlobs().blob(layer, "zstd-3")).isEmpty();
    }

    @Test
    void imagesAreListedTaggedAndRemoved() {
        StoredImage image = image("docker.io/library/a:1", Optional.of(new Chain(List.of(layer("x")))));
        StoredImage bare = image("registry.test:5000/b/c:latest", Optional.empty());

        store.images().put(bare);
        store.images().put(image);

        assertThat(store.images().list()).containsExactly(image, bare);
        assertThat(store.images().tag(image.name(), "docker.io/library/b:2")).isTrue();
        assertThat(store.images().tag("none", "x")).isFalse();
        assertThat(store.images().find("docker.io/library/b:2"))
                .hasValueSatisfying(found -> assertThat(found.config()).isEqualTo(image.config()));
        assertThat(store.images().remove(image.name())).isTrue();
        assertThat(store.images().remove(image.name())).isFalse();
        assertThat(store.images().find(image.name())).isEmpty();
        assertThat(store.check().run()).isEmpty();
    }

    @Test
    void namesOfImagesDoNotCollideOrEscape() {
        String longName = "a/".repeat(200) + "b:1";
        for (String name : List.of("a/b:1", "a%2fb:1", "../../x", longName, longName + "2")) {
            store.images().put(image(name, Optional.empty()));
        }

        assertThat(store.images().list()).hasSize(5);
        assertThat(store.images().find(longName)).isPresent();
    }

    @Test
    void aLayerFromScratchNeedsNoMount() throws IOException {
        LayerId id = layer("f");

        try (View view = store.view(new Chain(List.of(id)));
                View second = store.view(new Chain(List.of(id)))) {
            assertThat(view.root().resolve("f")).hasContent("f");
            assertThat(second.root()).isEqualTo(view.root());
        }
        try (View empty = store.view(Chain.SCRATCH)) {
            assertThat(empty.root()).isEmptyDirectory();
        }
        assertThat(store.layers().list()).containsExactly(id);
    }

    @Test
    void anAbandonedLayerLeavesNothing() throws IOException {
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            Files.writeString(scratch.root().resolve("f"), "x");
        }

        assertThat(store.layers().list()).isEmpty();
        store.close();
        assertThat(store.root().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void readingLeavesNoTrace() throws IOException {
        assertThat(store.find(KEY)).isEmpty();
        assertThat(store.fact("x", KEY)).isEmpty();
        assertThat(store.blobs().find(KEY)).isEmpty();
        assertThat(store.images().list()).isEmpty();
        assertThat(store.layers().list()).isEmpty();

        assertThat(store.root())
                .as("but for the lock of those who work with it")
                .isDirectoryNotContaining(entry -> !entry.endsWith("locks"));
    }

    @Test
    void leftoversOfDeadSessionsGoWithTheNextOne() throws Exception {
        Path dead = Files.createDirectories(store.root().resolve("tmp/0123456789abcdef/1/work/work"));
        Files.setPosixFilePermissions(dead, Set.of());
        try (Store alive = Store.open(store.root())) {
            Path kept = alive.newTempFolder();

            store.newTempFolder();
            store.close();

            assertThat(dead).doesNotExist();
            assertThat(kept).exists();
        }
        assertThat(store.root().resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void theStoreStandsWhereTheUserSaysOrByCustom() {
        assertThat(Store.defaultRoot(Map.of("SLIPWAY_ROOT", "/x/y"))).isEqualTo(Path.of("/x/y"));
        assertThat(Store.defaultRoot(Map.of())).isAbsolute().hasFileName("slipway");
    }

    private void write(byte[] bytes, Digest expected, long size) {
        try (BlobWriter writer = store.blobs().write("layer 1")) {
            writer.write(bytes, 0, bytes.length);
            writer.commit(expected, size);
        }
    }

    private LayerId layer(String file) {
        try (Scratch scratch = store.begin(Chain.SCRATCH)) {
            Files.writeString(scratch.root().resolve(file), file);
            return scratch.commit();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StoredImage image(String name, Optional<Chain> chain) {
        Json manifest = Json.object().put("schemaVersion", 2).build();
        Instant created = Instant.parse("2026-01-02T03:04:05.678Z");
        return new StoredImage(name, Digest.of("manifest"), manifest, Digest.of("config"), chain, created);
    }

    private static ActionRecord record(Chain chain) {
        Map<String, String> inputs = Map.of("command", "make\n-j2", "parent of it", "sha256:x");
        Instant created = Instant.parse("2026-01-02T03:04:05.678Z");
        return new ActionRecord(KEY, Digest.of("result"), chain, created, "RUN make\nRUN test", inputs);
    }
}
