// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.oci.Descriptor;
import dev.slipway.task.Scope;
import dev.slipway.testkit.FakeActionsCache;
import dev.slipway.text.Redacted;
import dev.slipway.trust.CacheScope;
import dev.slipway.trust.Scopes;
import dev.slipway.trust.SigningKey;
import dev.slipway.trust.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Cache mounts between machines. */
class MountTravelTest {
    private static final Trust OPEN = Trust.open(Scopes.DEFAULT);
    private static final int LARGE = 300_000;

    @TempDir
    private Path work;

    private FakeActionsCache service;
    private final List<Machine> machines = new ArrayList<>();

    enum Kind {
        LOCAL,
        GHA
    }

    @BeforeEach
    void start() throws IOException {
        service = FakeActionsCache.start();
    }

    @AfterEach
    void stop() {
        machines.forEach(Machine::close);
        service.close();
    }

    private CacheBackend cache(Kind kind) {
        return switch (kind) {
            case LOCAL ->
                new LocalCache(new CachePlace.Local(work.resolve("cache"), "latest", Optional.empty()), false);
            case GHA -> {
                Redacted token = new Redacted(FakeActionsCache.TOKEN.getBytes(StandardCharsets.US_ASCII));
                yield new GhaCache(new GhaAccess(service.url(), token, "s", "v", Duration.ofMinutes(1)));
            }
        };
    }

    private Machine machine(Trust trust, Kind kind) {
        Machine machine = new Machine(work.resolve("store-" + machines.size()), trust, cache(kind));
        machines.add(machine);
        return machine;
    }

    private Machine machine() {
        return machine(OPEN, Kind.LOCAL);
    }

    private static void fill(Path mount) throws IOException {
        Random random = new Random(1);
        Files.createDirectories(mount.resolve("archives/partial"));
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[LARGE];
            random.nextBytes(bytes);
            Files.write(mount.resolve("archives/" + i + ".deb"), bytes);
        }
        Files.createSymbolicLink(mount.resolve("latest"), Path.of("archives/1.deb"));
        Files.setPosixFilePermissions(mount.resolve("archives/partial"), PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(mount.resolve("archives/1.deb"), FileTime.fromMillis(1_000_000));
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anEmptyMachineBeginsWithAWarmMount(Kind kind) throws Exception {
        Machine first = machine(OPEN, kind);
        first.use(MountTravelTest::fill);
        first.export();

        Machine second = machine(OPEN, kind);
        second.use(mount -> {
            assertThat(mount.resolve("archives/19.deb")).hasSize(LARGE);
            assertThat(Files.getLastModifiedTime(mount.resolve("archives/1.deb"))
                            .toMillis())
                    .isEqualTo(1_000_000);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(mount.resolve("archives/partial"))))
                    .isEqualTo("rwx------");
            assertThat(Files.readSymbolicLink(mount.resolve("latest"))).isEqualTo(Path.of("archives/1.deb"));
        });
        assertThat(second.warnings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onlyWhatChangedIsSent(Kind kind) throws Exception {
        Machine first = machine(OPEN, kind);
        first.use(MountTravelTest::fill);
        first.export();
        assertThat(first.sentBytes()).isGreaterThan(20L * LARGE);

        first.export();
        assertThat(first.sentBytes()).as("nothing changed").isZero();

        first.use(mount -> write(mount.resolve("archives/2.deb"), "changed"));
        first.export();
        assertThat(first.sentBytes()).as("one file changed").isLessThan(5_000);

        Machine second = machine(OPEN, kind);
        second.use(mount -> write(mount.resolve("more"), "more"));
        second.export();
        assertThat(second.sentBytes()).as("one file more, on another machine").isLessThan(5_000);

        machine(OPEN, kind).use(mount -> {
            assertThat(mount.resolve("archives/2.deb")).hasContent("changed");
            assertThat(mount.resolve("more")).hasContent("more");
            assertThat(mount.resolve("archives/3.deb")).hasSize(LARGE);
        });
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void writersAtTheSameTimeLoseNothingOfEachOther(Kind kind) throws Exception {
        List<Callable<Boolean>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Machine machine = machine(OPEN, kind);
            String name = "of-" + i;
            writers.add(() -> {
                machine.use(mount -> write(mount.resolve(name), name));
                machine.export();
                return true;
            });
        }

        assertThat(Scope.all(writers)).hasSize(4);

        machine(OPEN, kind)
                .use(mount -> assertThat(mount)
                        .isDirectoryContaining("glob:**of-0")
                        .isDirectoryContaining("glob:**of-1")
                        .isDirectoryContaining("glob:**of-2")
                        .isDirectoryContaining("glob:**of-3"));
    }

    @Test
    void whatOneMachineRemovesIsGoneAndWhatTheOtherAddedStays() throws Exception {
        Machine first = machine();
        first.use(mount -> {
            write(mount.resolve("keep"), "1");
            write(mount.resolve("go"), "1");
        });
        first.export();
        Machine second = machine();
        second.use(mount -> write(mount.resolve("added"), "2"));
        second.export();

        first.use(mount -> Files.delete(mount.resolve("go")));
        first.export();
        first.use(mount -> write(mount.resolve("again"), "3"));
        first.export();

        machine().use(mount -> {
            assertThat(mount.resolve("go")).doesNotExist();
            assertThat(mount.resolve("keep")).exists();
            assertThat(mount.resolve("added")).exists();
            assertThat(mount.resolve("again")).exists();
        });
    }

    @Test
    void overTheLimitTheOldestFilesStayBehindAndDoNotComeBack() throws Exception {
        Machine first = machine();
        first.use(mount -> {
            fill(mount);
            write(mount.resolve("new"), "n");
        });
        first.export(10L * LARGE);

        machine().use(mount -> {
            assertThat(mount.resolve("archives/1.deb")).doesNotExist();
            assertThat(mount.resolve("new")).exists();
        });
        first.use(mount -> write(mount.resolve("newer"), "n"));
        first.sentBytes();
        first.export(10L * LARGE);
        assertThat(first.sentBytes()).isLessThan(5_000);
    }

    @Test
    void aPackThatWasTamperedWithIsAWarningAndTheMountBeginsEmpty() throws Exception {
        Machine first = machine();
        first.use(MountTravelTest::fill);
        first.export();
        for (Descriptor pack : mounts().getFirst().packs()) {
            Files.writeString(
                    work.resolve("cache/blobs/sha256").resolve(pack.digest().hex()), "no pack");
        }

        Machine second = machine();
        second.use(mount -> assertThat(mount).isEmptyDirectory());

        assertThat(second.warnings()).singleElement().asString().contains("the cache mount apt begins empty");
    }

    @Test
    void whatLostItsPacksIsRepairedByWhoHasTheFiles() throws Exception {
        Machine first = machine();
        first.use(MountTravelTest::fill);
        first.export();
        for (Descriptor pack : mounts().getFirst().packs()) {
            Files.delete(
                    work.resolve("cache/blobs/sha256").resolve(pack.digest().hex()));
        }

        first.use(mount -> write(mount.resolve("more"), "more"));
        first.export();

        Machine second = machine();
        second.use(mount -> assertThat(mount.resolve("archives/7.deb")).hasSize(LARGE));
        assertThat(second.warnings()).isEmpty();
    }

    @Test
    void aMountOfAnotherScopeFillsOneThatReadsItAndIsNotChanged() throws Exception {
        CacheScope main = new CacheScope("app/main");
        CacheScope request = new CacheScope("app/pr/7");
        Machine first = machine(Trust.open(new Scopes(main, List.of())), Kind.LOCAL);
        first.use(MountTravelTest::fill);
        first.export();

        Machine second = machine(Trust.open(new Scopes(request, List.of(main))), Kind.LOCAL);
        second.use(mount -> write(mount.resolve("archives/3.deb"), "poison"));
        second.export();

        assertThat(second.sentBytes())
                .as("what packs of main have is not sent again")
                .isLessThan(5_000);
        machine(Trust.open(new Scopes(main, List.of())), Kind.LOCAL)
                .use(mount -> assertThat(mount.resolve("archives/3.deb")).hasSize(LARGE));
        machine(Trust.open(new Scopes(request, List.of(main))), Kind.LOCAL)
                .use(mount -> assertThat(mount.resolve("archives/3.deb")).hasContent("poison"));
    }

    @Test
    void whatIsNotSignedIsNeitherUsedNorMergedWhereAKeyIsKnown() throws Exception {
        Machine stranger = machine();
        stranger.use(mount -> write(mount.resolve("poison"), "p"));
        stranger.export();
        Trust signing = new Trust(Scopes.DEFAULT, List.of(), false, Optional.of(SigningKey.generate()));

        Machine first = machine(signing, Kind.LOCAL);
        first.use(mount -> {
            assertThat(mount).isEmptyDirectory();
            write(mount.resolve("own"), "o");
        });
        first.export();

        machine(signing, Kind.LOCAL).use(mount -> {
            assertThat(mount.resolve("own")).hasContent("o");
            assertThat(mount.resolve("poison")).doesNotExist();
        });
    }

    private List<CachedMount> mounts() throws Exception {
        return cache(Kind.LOCAL).load().orElseThrow().mounts().stream()
                .map(Entry::value)
                .toList();
    }
}
