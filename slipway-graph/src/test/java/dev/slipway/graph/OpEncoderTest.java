// SPDX-License-Identifier: Apache-2.0
package dev.slipway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpEncoderTest {
    private static final Digest MANIFEST = Digest.of("manifest");

    private static Step step(Op op) {
        return new Step(op, Step.Label.of("any"));
    }

    private static Op.Exec exec(List<String> args, List<Mount> mounts) {
        Step root = step(new Op.Image("busybox", MANIFEST));
        return new Op.Exec(
                root,
                args,
                List.of("PATH=/bin"),
                "/",
                "",
                mounts,
                Op.Network.DEFAULT,
                Op.Security.SANDBOX,
                List.of(),
                0,
                List.of(),
                "buildkitsandbox");
    }

    private static Map<String, Op> examples() {
        Step local = step(new Op.Local("context", "/src"));
        Step empty = step(new Op.Merge(List.of()));
        Map<String, Op> ops = new LinkedHashMap<>();
        ops.put("image", new Op.Image("busybox", MANIFEST));
        ops.put("local", new Op.Local("context", "/src"));
        ops.put(
                "packages",
                new Op.Packages("bookworm", "minbase", List.of("gcc"), List.of("main"), "", "amd64", MANIFEST));
        ops.put("http", new Op.Http("https://example.org/a.tar", MANIFEST, "a.tar"));
        ops.put("git", new Op.Git("https://example.org/a.git", "0".repeat(40), "docs", false, true));
        ops.put("exec", exec(List.of("true"), List.of()));
        ops.put(
                "exec with mounts",
                exec(
                        List.of("true"),
                        List.of(
                                new Mount.Bind(local, "/", "/src", true),
                                new Mount.Cache(
                                        "apt",
                                        "/var/cache/apt",
                                        Mount.Sharing.LOCKED,
                                        false,
                                        Optional.empty(),
                                        "/",
                                        0,
                                        0,
                                        0755),
                                new Mount.Tmpfs("/tmp", OptionalLong.of(1024)),
                                new Mount.Secret(
                                        "token", "/run/secrets/token", true, Optional.empty(), true, 0, 0, 0400),
                                new Mount.Ssh("default", "/run/ssh", false, 0, 0, 0600))));
        ops.put(
                "files",
                new Op.Files(
                        empty,
                        List.of(
                                new FileAction.Copy(
                                        local,
                                        List.of("a", "b*"),
                                        "/dst/",
                                        Optional.of("1:2"),
                                        Optional.empty(),
                                        false,
                                        false,
                                        List.of()),
                                FileAction.MakeFile.of("EOF", "text", "/t", Optional.empty(), Optional.of("644")),
                                new FileAction.MakeFolder("/w", 0755, Optional.empty()))));
        ops.put("merge", new Op.Merge(List.of(local, empty)));
        return ops;
    }

    @Test
    void keyFormatIsTheOneThatStoresHold() {
        // a change in the second column drops every cache in use: raise OpEncoder.VERSION and say so in the changelog
        StringBuilder found = new StringBuilder();
        examples()
                .forEach((name, op) -> found.append(name)
                        .append(' ')
                        .append(step(op).digest().abbreviated())
                        .append(' ')
                        .append(step(op).shape().abbreviated())
                        .append('\n'));

        assertThat(found.toString()).isEqualTo("""
                image 9d95f37acbd3 9d95f37acbd3
                local 2edef77810ef 2681f5a99562
                packages a50265999d32 a50265999d32
                http c67092ede514 c67092ede514
                git 8c048ee4ed89 8c048ee4ed89
                exec 298ed5aa169b 6b4f1be4e866
                exec with mounts 541f39a3b7f5 9e9ecbf14e92
                files ada3fd0abbd7 8a470dc799f2
                merge 765f265ca6ad e16a9069726d
                """);
    }

    @Test
    void noTwoOperationsShareADigest() {
        List<Digest> digests = new ArrayList<>();
        examples().values().forEach(op -> digests.add(step(op).digest()));
        digests.add(step(exec(List.of("tr", "ue"), List.of())).digest());
        digests.add(step(exec(List.of("t", "rue"), List.of())).digest());

        assertThat(digests).doesNotHaveDuplicates();
    }

    @Test
    void labelDoesNotEnterTheDigest() {
        Op op = new Op.Image("busybox", MANIFEST);
        Step.Label other =
                new Step.Label("other", Optional.empty(), Optional.empty(), Map.of("HTTP_PROXY", "x"), Set.of("A"));

        assertThat(new Step(op, other).digest()).isEqualTo(step(op).digest());
    }

    @Test
    void whatIsRunAgainOnPurposeIsAnotherStep() {
        Op op = new Op.Image("busybox", MANIFEST);
        Step again = new Step(op, new Step.Label("again", Optional.empty(), Optional.of("--no-cache")));

        assertThat(again.digest()).isNotEqualTo(step(op).digest());
        assertThat(again.shape()).isEqualTo(step(op).shape());
    }

    @Test
    void shapeIsTheSameOnAnotherInput() {
        Op one = new Op.Merge(List.of(step(new Op.Image("a", Digest.of("a")))));
        Op two = new Op.Merge(List.of(step(new Op.Image("b", Digest.of("b")))));

        assertThat(step(one).shape()).isEqualTo(step(two).shape());
        assertThat(step(one).digest()).isNotEqualTo(step(two).digest());
    }

    @Test
    void deepDiamondsAreDigestedInLinearTime() {
        Step at = step(new Op.Merge(List.of()));
        for (int i = 0; i < 500; i++) {
            at = step(new Op.Merge(List.of(at, at)));
        }

        assertThat(at.inputs()).hasSize(2);
    }
}
