// SPDX-License-Identifier: Apache-2.0
package dev.slipway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import dev.slipway.digest.Hasher;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.snapshot.ActionRecord;
import dev.slipway.snapshot.Chain;
import dev.slipway.snapshot.Store;
import dev.slipway.text.SourceFile;
import dev.slipway.trust.CacheScope;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds of which nothing is run: keys come from what the steps are, and records are saved as a build would. */
class ExplainerTest {
    private static final String FOLDER = "/work";
    private static final BuildName NAME = BuildName.ofTarget(FOLDER, "app");
    private static final CommonName COMMON = CommonName.ofTarget("", "app", List.of());

    @TempDir
    private Path folder;

    private Store store;
    private Archive.Finder others = Archive.Finder.NOWHERE;

    @BeforeEach
    void open() {
        store = Store.open(folder);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void whatWasNeverBuiltSaysSo() {
        assertThat(build(run("make", List.of("A=1"), base("1"))))
                .containsExactly("base: never built in this scope", "make: never built in this scope");
    }

    @Test
    void aVariableThatChangedIsNamedWithBothValues() {
        build(run("make", List.of("ENV=1", "VERSION=1.2"), base("1")));

        assertThat(build(run("make", List.of("ENV=1", "VERSION=1.3"), base("1"))))
                .containsExactly("make: ARG VERSION 1.2 -> 1.3");
        assertThat(build(run("make", List.of("ENV=2", "NEW=1"), base("1"))))
                .containsExactly("make: ARG VERSION removed, ENV ENV 1 -> 2, ENV NEW added");
    }

    @Test
    void theValueOfASecretIsNeitherToldNorKept() {
        Step secret = run("make", List.of("NPM_TOKEN=hunter2"), base("1"));
        build(secret);

        assertThat(build(run("make", List.of("NPM_TOKEN=hunter3"), base("1"))))
                .containsExactly("make: ENV NPM_TOKEN changed");
        assertThat(NamedInputs.of(secret, new Now()).values()).noneMatch(value -> value.contains("hunter"));
    }

    @Test
    void aBaseThatMovedIsTheFirstCauseOfWhatStandsOnIt() {
        build(run("test", List.of(), run("make", List.of(), base("1"))));

        assertThat(build(run("test", List.of(), run("make", List.of(), base("2")))))
                .containsExactly(
                        "base: base debian:12 moved from " + Digest.of("1") + " to " + Digest.of("2"),
                        "make: after base",
                        "test: after base");
    }

    @Test
    void aStepHasItsOwnReasonsBeforeThoseOfOthers() {
        build(run("make", List.of("A=1"), base("1")));

        assertThat(build(run("make", List.of("A=2"), base("2"))).getLast()).isEqualTo("make: ENV A 1 -> 2, after base");
    }

    @Test
    void aCopyTakesPartOnlyWhenItsFilesDiffer() {
        Step copy = copy(run("compile", List.of("A=1"), base("1")), base("1"));
        build(copy, "files");

        assertThat(build(copy(run("compile", List.of("A=2"), base("1")), base("1")), "other files"))
                .containsExactly("compile: ENV A 1 -> 2", "copy: files changed, after compile");
    }

    @Test
    void whatIsRunAnewOnPurposeNamesTheOption() {
        build(run("make", List.of(), base("1")));
        Step.Label label = new Step.Label("make", Optional.empty(), Optional.of("--no-cache-filter build"));

        assertThat(build(new Step(run("make", List.of(), base("1")).op(), label)))
                .containsExactly("make: --no-cache-filter build");
    }

    @Test
    void aStepThatFollowsAnotherThanBeforeSaysWhich() {
        build(run("test", List.of(), run("make", List.of(), base("1"))));

        assertThat(build(run("test", List.of(), base("1"))))
                .containsExactly("test: follows base, before it followed make");
    }

    @Test
    void aResultThatIsGoneIsToldFromOneThatNeverWas() {
        Step step = run("make", List.of(), base("1"));
        build(step);
        Now now = new Now();
        now.look(step);

        assertThat(new Explainer(store, now, Archive.Finder.NOWHERE, subjects(step))
                        .ofRunning(step)
                        .text())
                .isEqualTo("its result is gone from the store");
    }

    @Test
    void whatFailedBeforeSaysSoAndIsComparedWithItsLastResult() {
        build(run("make", List.of("A=1"), base("1")));
        Step broken = run("make", List.of("A=2"), base("1"));
        fail(broken);

        Now now = new Now();
        now.look(broken);
        assertThat(new Explainer(store, now, others, subjects(broken))
                        .ofRunning(broken)
                        .text())
                .isEqualTo("it failed, or was interrupted, in the build before");
        assertThat(build(run("make", List.of("A=3"), base("1")))).containsExactly("make: ENV A 1 -> 3");
    }

    @Test
    void theLastBuildOfAFolderCanBeAskedFor() {
        build(run("make", List.of(), base("1")));

        List<PastBuild> last = new Histories(store).last(FOLDER);
        assertThat(last).hasSize(1);
        assertThat(last.getFirst().title()).isEqualTo("app");
        assertThat(last.getFirst().steps()).extracting(PastStep::name).containsExactly("base", "make");
        assertThat(PastBuild.read(last.getFirst().text(CacheScope.DEFAULT, CommonName.ofTarget("", "app", List.of()))))
                .contains(last.getFirst());
    }

    @Test
    void anEmptyStoreComparesWithWhatAnotherMachineNoted() throws IOException {
        Step copied = copy(run("compile", List.of("A=1"), base("1")), run("make", List.of("VERSION=1.2"), base("1")));
        build(copied, "files");
        machine(archive(copied));

        Step now = copy(run("compile", List.of("A=1"), base("1")), run("make", List.of("VERSION=1.3"), base("1")));
        assertThat(build(now, "files"))
                .containsExactly(
                        "base: it was built elsewhere, and the cache has not its result",
                        "make: ARG VERSION 1.2 -> 1.3",
                        "compile: it was built elsewhere, and the cache has not its result",
                        "copy: after make");
        assertThat(new Histories(store).last(FOLDER).getFirst().against()).contains(Instant.EPOCH);
    }

    @Test
    void whatTheStoreKnowsCountsBeforeWhatOthersNoted() throws IOException {
        Step theirs = run("make", List.of("VERSION=1"), base("1"));
        build(theirs);
        Archive archive = archive(theirs);
        machine(archive);
        others = Archive.Finder.NOWHERE;
        build(run("make", List.of("VERSION=2"), base("1")));
        others = finder(archive);

        assertThat(build(run("make", List.of("VERSION=3"), base("1")))).containsExactly("make: ARG VERSION 2 -> 3");
    }

    private void machine(Archive archive) {
        store.close();
        store = Store.open(folder.resolve("other"));
        others = finder(archive);
    }

    private Archive archive(Step root) throws IOException {
        try (Journal journal = new Journal(
                store, new Now(), others, () -> new Journal.Place("/elsewhere", Instant.EPOCH, subjects(root)))) {
            Volume volume = journal.volume(List.of(root));
            assertThat(volume.names()).containsExactly(COMMON);
            return ArchiveReader.read(volume.archive());
        }
    }

    private static Archive.Finder finder(Archive archive) {
        return new Archive.Finder() {
            @Override
            public Archive find(CommonName name) {
                return name.equals(COMMON) ? archive : Archive.EMPTY;
            }

            @Override
            public boolean mayKnow() {
                return true;
            }

            @Override
            public Map<String, String> inputs(Digest key) {
                return Map.of();
            }
        };
    }

    @Test
    void whatIsNoHistoryIsRefused() {
        assertThat(PastBuild.read("")).isEmpty();
        assertThat(PastBuild.read("{\"version\":1,\"at\":\"yesterday\"}")).isEmpty();
        assertThat(PastBuild.read("{\"version\":2}")).isEmpty();
    }

    private static Step base(String content) {
        return new Step(new Op.Image("docker.io/library/debian:12", Digest.of(content)), Step.Label.of("base"));
    }

    private static Step run(String name, List<String> env, Step on) {
        Op.Exec exec = new Op.Exec(
                on,
                List.of("/bin/sh", "-c", name),
                env,
                "/",
                "",
                List.of(),
                Op.Network.DEFAULT,
                Op.Security.SANDBOX,
                List.of(),
                0,
                List.of(),
                "host");
        Step.Label label = new Step.Label(
                name,
                Optional.of(SourceFile.of("f", name).span(0, name.length())),
                Optional.empty(),
                Map.of(),
                Set.of("VERSION"));
        return new Step(exec, label);
    }

    private static Step copy(Step from, Step on) {
        FileAction action = new FileAction.Copy(
                from, List.of("/out"), "/", Optional.empty(), Optional.empty(), false, false, List.of());
        return new Step(new Op.Files(on, List.of(action)), Step.Label.of("copy"));
    }

    private static List<Subject> subjects(Step root) {
        return List.of(new Subject(NAME, COMMON, "app", List.of(root), "", List.of(), false));
    }

    /** What the steps say that have no record yet, in the order of the build; then all have one. */
    private List<String> build(Step root) {
        return build(root, "");
    }

    private List<String> build(Step root, String copied) {
        return build(root, new Now(copied), false);
    }

    private void fail(Step root) {
        build(root, new Now(), true);
    }

    private List<String> build(Step root, Now now, boolean failed) {
        List<String> told = new ArrayList<>();
        try (Journal journal =
                new Journal(store, now, others, () -> new Journal.Place(FOLDER, Instant.EPOCH, subjects(root)))) {
            for (Step step : Earlier.steps(subjects(root).getFirst())) {
                now.look(step);
                boolean fails = failed && step == root;
                Digest key = now.key(step).orElseThrow();
                if (step.ignoresCache() || store.find(key).isEmpty()) {
                    told.add(step.name() + ": "
                            + journal.explainer().ofRunning(step).text());
                    journal.ran(step, Duration.ZERO, fails);
                    if (!fails) {
                        store.save(new ActionRecord(
                                key, key, Chain.SCRATCH, Instant.EPOCH, step.name(), NamedInputs.of(step, now)));
                    }
                } else {
                    now.cached.add(step.digest());
                }
            }
            journal.save(failed);
        }
        return told;
    }

    /** A build that knows the key of each step that it has looked at. */
    private static final class Now implements Known {
        private final String copied;
        private final Set<Digest> seen = new HashSet<>();
        private final Set<Digest> cached = new HashSet<>();

        Now() {
            this("");
        }

        Now(String copied) {
            this.copied = copied;
        }

        void look(Step step) {
            step.inputs().forEach(this::look);
            seen.add(step.digest());
        }

        @Override
        public Optional<Digest> key(Step step) {
            if (!seen.contains(step.digest())) {
                return Optional.empty();
            }
            Hasher hasher = new Hasher().put(step.shape());
            boolean isCopy = step.op() instanceof Op.Files;
            contents(step).forEach(hasher::put);
            List<Step> inputs = isCopy ? step.inputs().subList(0, 1) : step.inputs();
            inputs.forEach(input -> hasher.put(key(input).orElseThrow()));
            return Optional.of(hasher.digest());
        }

        @Override
        public Optional<Digest> identity(Step step) {
            return key(step);
        }

        @Override
        public List<Digest> contents(Step step) {
            return step.op() instanceof Op.Files ? List.of(Digest.of(copied)) : List.of();
        }

        @Override
        public boolean isCached(Step step) {
            return cached.contains(step.digest());
        }
    }
}
