// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.oci.tar.Compression;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
    private static final Digest CONTENT = Digest.of("content");
    private static final String HEADER = "{\"slipway-history\":1}\n";
    private static final String THING = Digest.of("thing").toString();

    @TempDir
    private Path folder;

    @Test
    void whatWasWrittenIsReadWithInputsAndFiles() throws IOException {
        Volume volume;
        try (Store store = Store.open(folder)) {
            volume = ArchiveWriter.write(List.of(chapter(store, "app", 1)), Set.of());
        }

        Archive archive = ArchiveReader.read(volume.archive());

        assertThat(volume.times()).containsOnlyKeys(name("app"));
        PastBuild build = archive.build(name("app")).orElseThrow();
        assertThat(build.at()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(build.steps()).extracting(PastStep::name).containsExactly("COPY app");
        assertThat(archive.inputs().get(Digest.of("app"))).containsEntry("files", CONTENT.toString());
        assertThat(archive.listings()).containsEntry(CONTENT, "f644  x a.c\n");
    }

    @Test
    void ofMoreThanFitsTheOldestBuildsAreLeftOut() throws IOException {
        Volume volume;
        try (Store store = Store.open(folder)) {
            List<ArchiveWriter.Chapter> many = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                many.add(chapter(store, "x".repeat(300_000) + i, i));
            }
            volume = ArchiveWriter.write(many, Set.of());
        }

        assertThat(volume.times().values())
                .hasSizeBetween(10, 30)
                .contains(Instant.ofEpochSecond(39))
                .doesNotContain(Instant.ofEpochSecond(0));
        assertThat(ArchiveReader.read(volume.archive())).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}\n", "[]\n", "{\"slipway-history\":2}\n", HEADER + "<html>", HEADER + "[[[[[["})
    void whatIsNoArchiveIsRefused(String text) {
        assertThatThrownBy(() -> ArchiveReader.read(zstd(text))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ArchiveReader.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anArchiveThatUnpacksToMuchIsRefused() throws IOException {
        byte[] bomb = zstd(HEADER + " ".repeat(ArchiveWriter.MOST_BYTES));

        assertThat(bomb).hasSizeLessThan(10_000);
        assertThatThrownBy(() -> ArchiveReader.read(bomb)).isInstanceOf(IOException.class);
    }

    @Test
    void buildsOfTooManyOrTooLongStepsAreLeftOut() throws IOException {
        String step = "{\"name\":\"RUN a\",\"text\":\"RUN a\"}";
        String many = build((step + ",").repeat(1000) + step);
        String wordy = build(step.replace("RUN a", "RUN " + "a".repeat(2000)));

        assertThat(ArchiveReader.read(zstd(HEADER + many + wordy)).builds()).isEmpty();
        assertThat(ArchiveReader.read(zstd(HEADER + many + build(step))).builds())
                .hasSize(1);
    }

    @Test
    void inputsThatAreTooLongAndLinesOfOtherKindsArePassedOver() throws IOException {
        String key = Digest.of("k").toString();
        String inputs =
                "{\"key\":\"" + key + "\",\"inputs\":{\"a\":\"1\",\"b\":2,\"c\":\"" + "x".repeat(5000) + "\"}}\n";

        Archive archive = ArchiveReader.read(zstd(HEADER + "{\"new\":[]}\n7\n" + inputs));

        assertThat(archive.inputs()).containsExactly(Map.entry(Digest.of("k"), Map.of("a", "1")));
    }

    private static String build(String steps) {
        return "{\"thing\":\"" + THING + "\",\"image\":\"" + THING
                + "\",\"build\":{\"version\":1,\"at\":\"2026-01-01T00:00:00Z\",\"steps\":[" + steps + "]}}\n";
    }

    private static CommonName name(String target) {
        return CommonName.ofTarget("", target, List.of());
    }

    private static ArchiveWriter.Chapter chapter(Store store, String target, int second) {
        Digest key = Digest.of(target);
        Map<String, String> inputs = Map.of("files", CONTENT.toString(), "sources", "a.c");
        store.save(new ActionRecord(key, key, Chain.SCRATCH, Instant.EPOCH, "COPY", inputs));
        store.putFact(Comparison.LISTING, CONTENT, "f644  x a.c\n");
        PastStep step = new PastStep(
                "COPY " + target,
                new StepPlace("", "COPY a.c /"),
                PastStep.Lines.NONE,
                Optional.of(key),
                Optional.empty(),
                PastStep.Fate.RAN,
                1,
                Json.ofItems(List.of()));
        PastBuild build =
                new PastBuild("/home/me", Instant.ofEpochSecond(second), Optional.empty(), false, List.of(step));
        Subject subject =
                new Subject(BuildName.ofTarget("/work", target), name(target), "", List.of(), "", List.of(), false);
        return new ArchiveWriter.Chapter(name(target), build, new Past(subject, store, Archive.Finder.NOWHERE));
    }

    private static byte[] zstd(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = Compression.ZSTD.compressing(bytes, Compression.DEFAULT_LEVEL)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
