// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.view.ProgressMode;
import dev.slipway.exec.Network;
import dev.slipway.exec.Ulimit;
import dev.slipway.export.Annotation;
import dev.slipway.export.Compression;
import dev.slipway.export.Destination;
import dev.slipway.export.OutputSpec;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildOptionsTest {
    private static final Io.Terminals ALL = new Io.Terminals(true, true, true);

    private Map<String, String> environment = Map.of();
    private Io.Terminals terminals = Io.Terminals.NONE;

    private BuildOptions read(String... args) {
        List<String> words = new ArrayList<>(List.of("slipway", "build"));
        words.addAll(List.of(args));
        words.add(".");
        ParsedOptions parsed = OptionParser.parse(BuildTable.SPEC, new CommandLine(words, 2));
        return new BuildOptionsReader(parsed, new Console(environment, terminals).io()).read();
    }

    private OutputSpec output(String... args) {
        List<OutputSpec> outputs = read(args).outputs();
        assertThat(outputs).hasSize(1);
        return outputs.getFirst();
    }

    @Test
    void withoutOptionsTheFolderIsBuiltIntoTheStore() {
        BuildOptions options = read();

        assertThat(options.source().context()).isEqualTo(new BuildInput.Folder(Path.of(".")));
        assertThat(options.source().dockerfile()).isEqualTo(new DockerfileSource.InContext());
        assertThat(options.steps().network()).isEqualTo(Network.DEFAULT);
        assertThat(options.report().progress()).isEqualTo(ProgressMode.PLAIN);
        assertThat(options.call().kind()).isEqualTo(Call.Kind.BUILD);
        assertThat(options.outputs()).singleElement().isInstanceOfSatisfying(OutputSpec.Image.class, image -> {
            assertThat(image.push()).isFalse();
            assertThat(image.store()).isTrue();
            assertThat(image.image().names()).isEmpty();
            assertThat(image.image().compression()).isEqualTo(Compression.GZIP);
        });
    }

    @Test
    void aBuildArgWithoutValueTakesTheEnvironmentsOrIsLeftOut() {
        environment = Map.of("SET", "from env", "EMPTY", "");

        assertThat(read("--build-arg", "A=1", "--build-arg", "SET", "--build-arg", "EMPTY", "--build-arg", "UNSET")
                        .buildArgs())
                .containsExactly(Map.entry("A", "1"), Map.entry("SET", "from env"), Map.entry("EMPTY", ""));
        assertThat(read("--build-arg", "A=1", "--build-arg", "A=x=y").buildArgs())
                .containsEntry("A", "x=y");
        assertThat(read("--label", "a").labels()).containsExactly(Map.entry("a", ""));
    }

    @Test
    void tagsNameTheImageWhateverNameTheOutputHas() {
        OutputSpec output = output("-t", "x", "-t", "h:5000/y:1", "-t", "x", "-o", "type=image,name=other");

        assertThat(((OutputSpec.Image) output).image().names())
                .containsExactly(ImageReference.of("x"), ImageReference.of("h:5000/y:1"));
    }

    @Test
    void anOutputsNameMayHoldSeveralInQuotes() {
        OutputSpec output = output("-o", "type=registry,\"name=r.io/a,r.io/b:2\",registry.insecure=true");

        assertThat(output).isInstanceOfSatisfying(OutputSpec.Registry.class, registry -> {
            assertThat(registry.image().names())
                    .containsExactly(ImageReference.of("r.io/a"), ImageReference.of("r.io/b:2"));
            assertThat(registry.insecure()).isTrue();
        });
    }

    @Test
    void shortOutputsAreAFolderOrATarOnStdout() {
        assertThat(output("-o", "out")).isEqualTo(new OutputSpec.Local(Path.of("out"), Optional.empty()));
        assertThat(output("-o-")).isEqualTo(new OutputSpec.Tar(new Destination.Stdout(), Optional.empty()));
        assertThat(output("-o", "type=cacheonly")).isEqualTo(new OutputSpec.CacheOnly());
    }

    @Test
    void archivesGoToAFileAFolderOrStdout() {
        assertThat(((OutputSpec.Oci) output("-o", "type=oci,dest=x.tar")).destination())
                .isEqualTo(new Destination.At(Path.of("x.tar")));
        assertThat(((OutputSpec.Oci) output("-o", "type=oci")).destination()).isEqualTo(new Destination.Stdout());
        OutputSpec.Oci folder = (OutputSpec.Oci) output("-o", "type=oci,tar=false,dest=dir");
        assertThat(folder.tar()).isFalse();
        assertThat(folder.destination()).isEqualTo(new Destination.At(Path.of("dir")));
        assertThat(((OutputSpec.Docker) output("-o", "type=docker")).destination())
                .isEmpty();
        assertThat(((OutputSpec.Docker) output("-o", "type=docker,dest=-")).destination())
                .contains(new Destination.Stdout());
        assertThat(output("-o", "type=tar,dest=a.tar,platform-split=false"))
                .isEqualTo(new OutputSpec.Tar(new Destination.At(Path.of("a.tar")), Optional.of(false)));
    }

    @Test
    void attributesOfAnImageAreRead() {
        OutputSpec.Image image = (OutputSpec.Image) output(
                "-o",
                "type=image,name=r.io/x,Push=true,push-by-digest=1,store=false,unpack=true,compression=zstd,"
                        + "compression-level=19,force-compression=true,oci-mediatypes=false,rewrite-timestamp=true");

        assertThat(image.push()).isTrue();
        assertThat(image.pushByDigest()).isTrue();
        assertThat(image.store()).isFalse();
        assertThat(image.unpack()).isTrue();
        assertThat(image.image().compression()).isEqualTo(Compression.ZSTD);
        assertThat(image.image().compressionLevel()).isEqualTo(OptionalInt.of(19));
        assertThat(image.image().forceCompression()).isTrue();
        assertThat(image.image().ociMediaTypes()).isFalse();
        assertThat(image.image().rewriteTimestamp()).isTrue();
    }

    @Test
    void annotationsComeFromTheOptionAndFromTheOutput() {
        OutputSpec.Image image = (OutputSpec.Image) output(
                "--platform=linux/amd64,linux/arm64",
                "--annotation",
                "index,manifest[linux/arm64/v8]:a.b=1",
                "--annotation",
                "plain=x:y",
                "-o",
                "type=image,annotation.k=v,annotation-index-descriptor.org.x=2,annotation-manifest[linux/amd64].z=3");

        Platform arm = new Platform("linux", "arm64");
        assertThat(image.image().annotations())
                .containsExactlyInAnyOrder(
                        new Annotation(Annotation.Target.MANIFEST, Optional.empty(), "k", "v"),
                        new Annotation(Annotation.Target.INDEX_DESCRIPTOR, Optional.empty(), "org.x", "2"),
                        new Annotation(
                                Annotation.Target.MANIFEST, Optional.of(new Platform("linux", "amd64")), "z", "3"),
                        new Annotation(Annotation.Target.INDEX, Optional.empty(), "a.b", "1"),
                        new Annotation(Annotation.Target.MANIFEST, Optional.of(arm), "a.b", "1"),
                        new Annotation(Annotation.Target.MANIFEST, Optional.empty(), "plain", "x:y"));
    }

    @Test
    void pushTurnsImageOutputsIntoPushedOnesElseAddsOne() {
        assertThat(((OutputSpec.Image) output("--push", "-t", "r.io/x")).push()).isTrue();
        assertThat(((OutputSpec.Image) output("--push", "-o", "type=image,name=r.io/x")).push())
                .isTrue();

        List<OutputSpec> both = read("--push", "-t", "r.io/x", "-o", "out").outputs();

        assertThat(both).hasSize(2);
        assertThat(both.getLast())
                .isInstanceOfSatisfying(
                        OutputSpec.Image.class,
                        image -> assertThat(image.push()).isTrue());
        assertThat(read("--push", "-t", "r.io/x", "-o", "type=registry").outputs())
                .hasSize(1);
    }

    @Test
    void loadAddsAnOutputToTheStoreUnlessThereIsOne() {
        assertThat(output("--load")).isInstanceOf(OutputSpec.Docker.class);
        assertThat(read("--load", "-o", "type=docker").outputs()).hasSize(1);
        assertThat(read("--load", "-o", "type=docker,dest=f").outputs()).hasSize(2);
        assertThat(read("--load", "--push", "-t", "x").outputs()).hasSize(2);
    }

    @Test
    void platformsAreNormalisedAndCountOnce() {
        assertThat(read("--platform", "linux/amd64,aarch64", "--platform", "arm64,linux/arm")
                        .platforms())
                .containsExactly(
                        new Platform("linux", "amd64"),
                        new Platform("linux", "arm64"),
                        new Platform("linux", "arm", "v7"));
        environment = Map.of("DOCKER_DEFAULT_PLATFORM", "riscv64");
        assertThat(read().platforms()).containsExactly(new Platform("linux", "riscv64"));
        assertThat(read("--platform", "local").platforms()).containsExactly(Platform.host());
    }

    @Test
    void secretsComeFromFilesAndTheEnvironment(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "x");
        environment = Map.of("TOKEN", "x", "OTHER", "y");

        List<SecretSpec> secrets = read(
                        "--secret",
                        "id=a,src=" + file,
                        "--secret",
                        "id=b,env=TOKEN",
                        "--secret",
                        "type=env,id=c,src=OTHER",
                        "--secret",
                        "id=TOKEN")
                .secrets();

        assertThat(secrets)
                .containsExactly(
                        new SecretSpec("a", new SecretSpec.Source.File(file)),
                        new SecretSpec("b", new SecretSpec.Source.Environment("TOKEN")),
                        new SecretSpec("c", new SecretSpec.Source.Environment("OTHER")),
                        new SecretSpec("TOKEN", new SecretSpec.Source.Environment("TOKEN")));
    }

    @Test
    void sshTakesTheAgentOrPaths(@TempDir Path folder) throws IOException {
        Path one = Files.createFile(folder.resolve("one"));
        Path two = Files.createFile(folder.resolve("two"));
        environment = Map.of("SSH_AUTH_SOCK", "/run/agent");

        assertThat(read("--ssh", "default", "--ssh", "k=" + one + "," + two).ssh())
                .containsExactly(new SshSpec("default", List.of()), new SshSpec("k", List.of(one, two)));
    }

    @Test
    void namedContextsAreToldApartByTheirForm(@TempDir Path folder) throws IOException {
        Path layout = Files.createDirectory(folder.resolve("layout"));
        Files.writeString(layout.resolve("index.json"), "{}");
        String digest = "sha256:" + "a".repeat(64);

        List<BuildContextSpec> contexts = read(
                        "--build-context",
                        "src=" + folder,
                        "--build-context",
                        "docker.io/library/alpine=docker-image://busybox:1",
                        "--build-context",
                        "l=oci-layout://" + layout + ":v1@" + digest,
                        "--build-context",
                        "g=https://example.org/x.git#main",
                        "--build-context",
                        "s=git@example.org:x/y.git",
                        "--build-context",
                        "t=target:base",
                        "--build-context",
                        "base=apt:bookworm?include=gcc")
                .source()
                .namedContexts();

        assertThat(contexts)
                .containsExactly(
                        new BuildContextSpec.Folder("src", folder),
                        new BuildContextSpec.Image("docker.io/library/alpine", "busybox:1"),
                        new BuildContextSpec.OciLayout("l", layout, Optional.of("v1"), Optional.of(digest)),
                        new BuildContextSpec.Remote("g", "https://example.org/x.git#main"),
                        new BuildContextSpec.Remote("s", "git@example.org:x/y.git"),
                        new BuildContextSpec.Target("t", "base"),
                        new BuildContextSpec.Apt("base", "bookworm?include=gcc"));
    }

    @Test
    void stepsGetHostsLimitsAndMemory() {
        BuildOptions.StepDefaults steps = read(
                        "--add-host",
                        "a:1.2.3.4,b=::1",
                        "--add-host",
                        "c:[fe80::1]",
                        "--add-host=gw:host-gateway",
                        "--shm-size=1.5g",
                        "--ulimit",
                        "nofile=1024:2048",
                        "--ulimit=core=-1",
                        "--network=host")
                .steps();

        assertThat(steps.hosts())
                .containsExactly(
                        new HostEntry("a", "1.2.3.4"),
                        new HostEntry("b", "::1"),
                        new HostEntry("c", "fe80::1"),
                        new HostEntry("gw", HostEntry.GATEWAY));
        assertThat(steps.shmSizeBytes()).contains(1_610_612_736L);
        assertThat(steps.ulimits()).containsExactly(new Ulimit("nofile", 1024, 2048), new Ulimit("core", -1, -1));
        assertThat(steps.network()).isEqualTo(Network.HOST);
    }

    @Test
    void hostGatewayIsTheMachineWhoseNetworkStepsShare() {
        assertThat(new HostEntry("gw", HostEntry.GATEWAY).assignment()).isEqualTo("gw=127.0.0.1");
        assertThat(new HostEntry("a", "::1").assignment()).isEqualTo("a=::1");
    }

    @Test
    void networkHostAllowsItself() {
        assertThat(read("--network=host").allowed()).containsExactly(Entitlement.NETWORK_HOST);
        assertThat(read("--allow", "security.insecure").allowed()).containsExactly(Entitlement.SECURITY_INSECURE);
        assertThat(read().allowed()).isEmpty();
    }

    @Test
    void progressFollowsTheOptionThenTheEnvironmentThenTheTerminal() {
        assertThat(read("--progress=rawjson").report().progress()).isEqualTo(ProgressMode.RAWJSON);
        assertThat(read("-q").report().isQuiet()).isTrue();
        assertThat(read("-q", "--progress=auto").report().isQuiet()).isTrue();
        terminals = ALL;
        assertThat(read().report().progress()).isEqualTo(ProgressMode.TTY);
        environment = Map.of("BUILDKIT_PROGRESS", "plain");
        assertThat(read().report().progress()).isEqualTo(ProgressMode.PLAIN);
        assertThat(read("--progress=tty").report().progress()).isEqualTo(ProgressMode.TTY);
    }

    @Test
    void callsLookAtTheDockerfileInsteadOfBuilding() {
        BuildOptions options = read("--call", "outline,format=json");

        assertThat(options.call()).isEqualTo(new Call(Call.Kind.OUTLINE, true, false));
        assertThat(options.outputs()).isEmpty();
        assertThat(read("--check").call().kind()).isEqualTo(Call.Kind.CHECK);
        assertThat(read("--call=lint").call().kind()).isEqualTo(Call.Kind.CHECK);
    }

    @Test
    void whatAsksForNothingIsAccepted() {
        assertThat(read(
                                "--provenance=false",
                                "--sbom=false",
                                "--builder",
                                "default",
                                "--attest=type=sbom,disabled=true",
                                "--rm",
                                "--force-rm",
                                "--compress=true")
                        .outputs())
                .hasSize(1);
    }

    @Test
    void filesOfResultsAndCachingAreRead() {
        BuildOptions options = read(
                "--iidfile",
                "iid",
                "--metadata-file=m.json",
                "--no-cache-filter",
                "a,b",
                "--no-cache-filter=c",
                "--pull");

        assertThat(options.report().imageIdFile()).contains(Path.of("iid"));
        assertThat(options.report().metadataFile()).contains(Path.of("m.json"));
        assertThat(options.caching())
                .isEqualTo(new BuildOptions.Caching(
                        false,
                        List.of("a", "b", "c"),
                        true,
                        false,
                        false,
                        new BuildOptions.Travelling(List.of(), List.of())));
    }

    @Test
    void theDockerfileMayComeFromElsewhere() {
        assertThat(read("-f", "x/Y").source().dockerfile()).isEqualTo(new DockerfileSource.At("x/Y"));
        assertThat(read("-f-").source().dockerfile()).isEqualTo(new DockerfileSource.Stdin());
        assertThat(read("-f", "https://example.org/D").source().dockerfile())
                .isEqualTo(new DockerfileSource.Remote("https://example.org/D"));
    }
}
