// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.DockerfileParser;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.oci.HistoryEntry;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.Platform;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DockerfilePlannerTest {
    private static final Platform AMD64 = new Platform("linux", "amd64");

    /** Has two images, {@code base} and {@code triggers}, which is the same with ONBUILD, and one named context, {@code folder}. */
    private static final class FakeSources implements Sources {
        @Override
        public Step context() {
            return new Step(new Op.Local("context", "/src"), Step.Label.of("context"));
        }

        @Override
        public Base image(String reference, Platform platform, SourceSpan at) {
            if (!reference.equals("base") && !reference.equals("triggers")) {
                throw new SourceException(Diagnostic.error("no image " + reference, at));
            }
            ContainerConfig config = new ContainerConfig.Builder()
                    .env(List.of("PATH=/bin", "FROM_BASE=yes"))
                    .workingDir("/home")
                    .onBuild(reference.equals("triggers") ? List.of("ARG A=1", "RUN make") : List.of())
                    .build();
            Step step = new Step(new Op.Image(reference, Digest.of(reference)), Step.Label.of("FROM " + reference));
            return new Base(step, Optional.of(ImageConfig.empty(platform).withConfig(config)));
        }

        @Override
        public Step http(String url, Optional<Digest> checksum) {
            return new Step(new Op.Http(url, checksum.orElse(Digest.of(url)), "file"), Step.Label.of(url));
        }

        @Override
        public Step git(GitUrl url) {
            Op.Git op = new Op.Git(url.repository(), url.ref(), url.folder(), url.keepsGitFolder(), url.submodules());
            return new Step(op, Step.Label.of(url.repository()));
        }

        @Override
        public Optional<Base> named(String name, Platform platform, SourceSpan at) {
            return name.equals("folder")
                    ? Optional.of(new Base(
                            new Step(new Op.Local("folder", "/folder"), Step.Label.of("folder")), Optional.empty()))
                    : Optional.empty();
        }
    }

    private static PlanRequest request(String text, Optional<String> target, Map<String, String> args, boolean given) {
        return new PlanRequest(
                DockerfileParser.parse(SourceFile.of("Dockerfile", text)).orThrow(),
                target,
                args,
                given ? new Platform("linux", "amd64", "v2") : AMD64,
                given,
                AMD64,
                Map.of(),
                new PlanRequest.CacheUse(false, List.of()),
                PlanRequest.RunDefaults.NONE,
                Optional.empty(),
                "");
    }

    private static BuildPlan plan(String text, Map<String, String> args) {
        return plan(request(text, Optional.empty(), args, false));
    }

    private static BuildPlan plan(PlanRequest request) {
        try {
            return DockerfilePlanner.plan(request, new FakeSources());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Op.Exec run(String text, Map<String, String> args) {
        return (Op.Exec) plan(text, args).root().op();
    }

    private static FileAction.Copy copy(String text) {
        Op.Files files = (Op.Files) plan(text, Map.of()).root().op();
        return (FileAction.Copy) files.actions().getFirst();
    }

    @Test
    void commandsSeeVariablesOfTheBaseAndArgumentsThatWereDeclared() {
        Op.Exec exec = run("""
                ARG GLOBAL=one
                FROM base
                ARG GLOBAL
                ARG OWN=two
                ARG ABSENT
                RUN true
                """, Map.of("UNDECLARED", "x"));

        assertThat(exec.env()).containsExactly("PATH=/bin", "FROM_BASE=yes", "GLOBAL=one", "OWN=two");
        assertThat(exec.cwd()).isEqualTo("/home");
    }

    @Test
    void environmentWinsOverAnArgumentOfItsNameThatStandsBeforeIt() {
        Op.Exec exec = run("FROM base\nARG A=arg\nENV A=env\nRUN true\n", Map.of("A", "given"));

        assertThat(exec.env()).contains("A=env");
    }

    @Test
    void targetStageIsTheLastStageWhenNoneIsAskedFor() {
        assertThat(run("FROM base AS last\nARG TARGETSTAGE\nRUN true\n", Map.of())
                        .env())
                .contains("TARGETSTAGE=last");
        assertThat(run("FROM base\nARG TARGETSTAGE\nRUN true\n", Map.of()).env())
                .contains("TARGETSTAGE=default");
    }

    @Test
    void proxiesAreGivenUnderBothTheirNamesAndStayOutOfTheKey() {
        BuildPlan plan = plan("FROM base\nRUN true\n", Map.of("http_proxy", "http://p"));

        assertThat(plan.root().label().proxyEnv())
                .containsOnly(Map.entry("HTTP_PROXY", "http://p"), Map.entry("http_proxy", "http://p"));
        assertThat(plan.root().digest())
                .isEqualTo(plan("FROM base\nRUN true\n", Map.of()).root().digest());
    }

    @Test
    void platformThatWasAskedForIsWrittenIntoTheImage() {
        ImageConfig given =
                plan(request("FROM base\n", Optional.empty(), Map.of(), true)).config();
        ImageConfig own =
                plan("FROM --platform=linux/arm64/v8 base\n", Map.of()).config();

        assertThat(given.platform().variant()).contains("v2");
        assertThat(own.platform().architecture()).isEqualTo("arm64");
        assertThat(own.platform().variant()).isEmpty();
    }

    @Test
    void platformFlagWithoutAValueSaysNothing() {
        assertThat(plan("FROM --platform= base\n", Map.of()).config().platform())
                .isEqualTo(AMD64);
    }

    @Test
    void platformMadeOfAnUnsetVariableNamesTheOneThatWasMeant() {
        assertThatThrownBy(() -> plan("ARG MY_ARCH=amd64\nFROM --platform=linux/${MYARCH} base\n", Map.of()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("\"\" is an invalid component of \"linux/\"")
                .hasMessageEndingWith("(did you mean MY_ARCH?)");
    }

    @Test
    void aBaseThatArgumentsMadeIsToldWithItsPlatform() {
        assertThatThrownBy(() -> plan("FROM base_${TARGETARCH}\n", Map.of()))
                .isInstanceOfSatisfying(
                        SourceException.class,
                        failure -> assertThat(failure.diagnostics().getFirst().help())
                                .contains(
                                        "for linux/amd64 the name base_${TARGETARCH} is base_amd64; where images are named"
                                                + " x86_64 and aarch64, give each platform a stage: FROM NAME_x86_64 AS"
                                                + " base-amd64, and FROM base-${TARGETARCH}"));
    }

    @Test
    void theImagesOfAllStagesAreThoseOfTheRequestedPlatform() {
        PlanRequest request = request(
                "FROM --platform=$BUILDPLATFORM base AS a\nFROM scratch AS b\nFROM a AS c\nFROM x_${TARGETARCH}${TARGETVARIANT}\n",
                Optional.empty(),
                Map.of(),
                true);

        assertThat(DockerfilePlanner.images(request, new FakeSources()))
                .extracting(image -> image.name() + " " + image.platform())
                .containsExactly("base linux/amd64", "x_amd64v2 linux/amd64/v2");
    }

    @Test
    void workdirIsMadeForTheUserOfTheImage() {
        Op.Files own = (Op.Files)
                plan("FROM base\nUSER app:web\nWORKDIR /w\n", Map.of()).root().op();
        Op.Files roots =
                (Op.Files) plan("FROM base\nWORKDIR /w\n", Map.of()).root().op();

        assertThat(own.actions()).containsExactly(new FileAction.MakeFolder("/w", 0755, Optional.of("app:web")));
        assertThat(roots.actions()).containsExactly(new FileAction.MakeFolder("/w", 0755, Optional.empty()));
    }

    @Test
    void onlyRunCopyAndAddAreMarkedInTheHistory() {
        BuildPlan plan = plan(
                "FROM base\nRUN true\nCOPY a /a\nWORKDIR /w\nENV A=1\nUSER 5\nONBUILD RUN b\nCMD [\"x\"]\n", Map.of());

        assertThat(plan.config().history().stream().map(HistoryEntry::createdBy))
                .containsExactly(
                        "RUN /bin/sh -c true # buildkit",
                        "COPY a /a # buildkit",
                        "WORKDIR /w",
                        "ENV A=1",
                        "USER 5",
                        "CMD [\"x\"]");
    }

    @Test
    void triggersOfTheBaseAreCountedAndMarkedInNamesOfSteps() {
        Step copy = plan("FROM triggers\nCOPY a /a\n", Map.of()).root();
        Step run = copy.inputs().getFirst();

        assertThat(List.of(run.name(), copy.name())).containsExactly("[2/3] ONBUILD RUN make", "[3/3] COPY a /a");
    }

    @Test
    void credentialsOfUrlsAreInNoNameAndNoHistory() {
        BuildPlan plan = plan("FROM scratch\nADD https://me:secret@host/file /\n", Map.of());

        assertThat(plan.root().name()).isEqualTo("[1/1] ADD https://***@host/file /");
        assertThat(plan.config().history().getLast().createdBy()).startsWith("ADD https://***@host/file /");
    }

    @Test
    void whatIsWrongInAStageThatIsNotNeededIsAnErrorAllTheSame() {
        assertThatThrownBy(() -> plan("FROM $nothing AS a\nFROM base\n", Map.of()))
                .hasMessageContaining("base name ($nothing) should not be blank");
        assertThatThrownBy(() -> plan("FROM base AS a\nCOPY --from=7 / /\nFROM base\n", Map.of()))
                .hasMessageContaining("invalid stage index 7");
    }

    @Test
    void stageCannotCopyFromALaterOne() {
        assertThatThrownBy(() -> plan("FROM base AS a\nCOPY --from=b / /\nFROM base AS b\nFROM a\n", Map.of()))
                .hasMessageContaining("it needs to be defined before current stage");
    }

    @Test
    void emptyDestinationIsTheWorkingFolder() {
        assertThat(copy("FROM base\nENV empty=\nCOPY a $empty\n").target()).isEqualTo("/home/");
        assertThat(copy("FROM base\nCOPY a .\n").target()).isEqualTo("/home/");
        assertThat(copy("FROM base\nCOPY a b\n").target()).isEqualTo("/home/b");
    }

    @Test
    void addTellsFilesUrlsAndRepositoriesApart() {
        assertThat(copy("FROM base\nADD a /\n").source().op()).isInstanceOf(Op.Local.class);
        assertThat(copy("FROM base\nADD a /\n").extract()).isTrue();

        FileAction.Copy url = copy("FROM base\nADD https://example.org/file /\n");
        assertThat(url.source().op()).isInstanceOf(Op.Http.class);
        assertThat(url.paths()).containsExactly("file");
        assertThat(url.extract()).isFalse();
        assertThat(copy("FROM base\nADD --unpack=true https://example.org/file /\n")
                        .extract())
                .isTrue();

        FileAction.Copy git = copy("FROM base\nADD --keep-git-dir=true https://example.org/a.git#v1:docs /\n");
        assertThat(git.source().op()).isEqualTo(new Op.Git("https://example.org/a.git", "v1", "docs", true, true));
        assertThat(git.paths()).containsExactly("/");
    }

    @Test
    void tokenOfAUrlIsNeitherShownNorInTheHistory() throws Exception {
        BuildPlan plan = plan("FROM base\nADD https://t0ken@example.org/a.git https://u:p@h/f  /x/\n", Map.of());

        assertThat(plan.root().name()).endsWith("ADD https://***@example.org/a.git https://***@h/f  /x/");
        assertThat(plan.config().history().getLast().createdBy())
                .startsWith("ADD https://***@example.org/a.git https://***@h/f /x/");
    }

    @Test
    void checksumIsForOneSourceOfTheNetwork() {
        String sum = "sha256:" + "0".repeat(64);

        assertThatThrownBy(() -> plan("FROM base\nADD --checksum=" + sum + " a /\n", Map.of()))
                .hasMessageContaining("checksum requires HTTP(S) or Git sources");
        assertThatThrownBy(() -> plan("FROM base\nADD --checksum=x https://example.org/a /\n", Map.of()))
                .hasMessageContaining("invalid checksum digest format");
        assertThatThrownBy(() -> plan("FROM base\nCOPY https://example.org/a /\n", Map.of()))
                .hasMessageContaining("source can't be a URL for COPY");
    }

    @Test
    void onlyStagesThatAreNeededArePlanned() {
        BuildPlan plan = plan("FROM absent AS unused\nFROM base AS a\nFROM base\nCOPY --from=a / /\n", Map.of());

        assertThat(plan.stages()).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void outlineTellsTheArgumentsThatTheTargetLooksAt() throws InterruptedException {
        Outline outline =
                DockerfilePlanner.outline(request("""
                        ARG inherited=box
                        ARG unused=x
                        # tag of the base
                        # tag is a tag
                        ARG tag=1
                        FROM base AS other
                        ARG elsewhere
                        FROM base AS target
                        ARG inherited
                        ARG own=${inherited}y
                        RUN --mount=type=secret,id=token,required true
                        """, Optional.of("target"), Map.of(), false), new FakeSources());

        assertThat(outline.name()).contains("target");
        assertThat(outline.args())
                .extracting(
                        arg -> arg.name() + "=" + arg.value() + "@" + arg.at().line())
                .containsExactly("inherited=box@1", "own=boxy@10");
        assertThat(outline.secrets()).singleElement().matches(need -> need.id().equals("token") && need.required());
    }
}
