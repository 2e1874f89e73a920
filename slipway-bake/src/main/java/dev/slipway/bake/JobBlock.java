// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.hcl.Block;
import dev.slipway.hcl.Scope;
import dev.slipway.text.SourceException;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code job} block with the values of one combination of its matrix. */
final class JobBlock {
    private static final PolicyBlock.Words JOB = new PolicyBlock.Words(
            "a job",
            List.of(
                    "description",
                    "image",
                    "target",
                    "commands",
                    "shell",
                    "workdir",
                    "tree",
                    "user",
                    "network",
                    "platform",
                    "env",
                    "inputs",
                    "artifacts",
                    "caches",
                    "secrets",
                    "needs",
                    "verify",
                    "timeout",
                    "retries",
                    "matrix",
                    "name",
                    "exclude",
                    "include"),
            Map.of("resources", 0, "secret", 1));
    private static final PolicyBlock.Words RESOURCES =
            new PolicyBlock.Words("a resources block", List.of("cpus", "memory"), Map.of());
    private static final PolicyBlock.Words SECRET =
            new PolicyBlock.Words("a secret block", List.of("env", "target"), Map.of());
    private static final List<String> SHELL = List.of("/bin/sh", "-e", "-c");
    private static final String WORKDIR = "/work";

    private final Block block;
    private final Scope scope;
    private final PolicyBlock job;
    private final JobCacheReader caches;

    JobBlock(Block block, Scope scope, JobCacheReader caches) {
        this.block = block;
        this.scope = scope;
        this.job = new PolicyBlock(block, JOB, scope);
        this.caches = caches;
    }

    Job read(PlacedText name) {
        List<PlacedText> commands = job.texts("commands");
        if (commands.isEmpty()) {
            throw SourceException.at(block.header(), "the job has no commands", "expected commands = [\"make test\"]");
        }
        job.text("description");
        List<String> shell = job.texts("shell").stream().map(PlacedText::text).toList();
        Job.Place place = place();
        List<PlacedText> artifacts = job.texts("artifacts");
        if (place.tree() == Job.Tree.SHARED && !artifacts.isEmpty()) {
            throw artifacts
                    .getFirst()
                    .fault(
                            "what a job with tree = \"shared\" makes is in the project already",
                            "take artifacts away, or tree = \"shared\"");
        }
        return new Job(
                name,
                block.labels().getFirst().text(),
                image(),
                commands,
                shell.isEmpty() ? SHELL : shell,
                place,
                job.pairs("env"),
                patterns("inputs"),
                patterns("artifacts"),
                job.texts("caches").stream().map(caches::read).toList(),
                secrets(),
                job.texts("needs"),
                policies(artifacts),
                limits());
    }

    private List<PlacedText> policies(List<PlacedText> artifacts) {
        List<PlacedText> policies = job.texts("verify");
        if (!policies.isEmpty() && artifacts.isEmpty()) {
            throw policies.getFirst()
                    .fault(
                            "the job has no artifacts that could be held to a policy",
                            "expected artifacts = [\"dist/**\"]");
        }
        return policies;
    }

    private JobImage image() {
        Optional<PlacedText> image = job.text("image");
        Optional<PlacedText> target = job.text("target");
        if (image.isPresent() && target.isPresent()) {
            throw target.get().fault("the job has an image and a target", "leave one of them out");
        }
        return image.<JobImage>map(JobImage.Reference::new)
                .or(() -> target.map(JobImage.OfTarget::new))
                .orElseThrow(
                        () -> SourceException.at(
                                block.header(),
                                "the job runs in nothing",
                                "expected image = \"debian:bookworm-slim\", or target = \"NAME\" of a target of the bake files"));
    }

    private Job.Place place() {
        PlacedText workdir = job.text("workdir").orElse(new PlacedText(WORKDIR, block.header()));
        boolean isPlain = workdir.text().startsWith("/")
                && workdir.text().length() > 1
                && !List.of(workdir.text().split("/")).contains("..");
        if (!isPlain) {
            throw workdir.fault(
                    "\"" + workdir.text() + "\" is no working folder", "expected an absolute path, such as /work");
        }
        Optional<PlacedText> network = job.text("network");
        network.ifPresent(mode -> oneOf(mode, List.of("default", "host", "none")));
        return new Job.Place(workdir, tree(), job.text("user").map(PlacedText::text), network, job.text("platform"));
    }

    private Job.Tree tree() {
        Optional<PlacedText> tree = job.text("tree");
        if (tree.isEmpty()) {
            return Job.Tree.CHECKOUT;
        }
        oneOf(tree.get(), List.of("checkout", "shared", "none"));
        return switch (tree.get().text()) {
            case "shared" -> Job.Tree.SHARED;
            case "none" -> Job.Tree.NONE;
            default -> Job.Tree.CHECKOUT;
        };
    }

    private static void oneOf(PlacedText word, List<String> known) {
        if (!known.contains(word.text())) {
            throw word.fault(
                    "\"" + word.text() + "\" is none of these",
                    Suggestion.didYouMean(word.text(), known).orElse("expected " + String.join(", ", known)));
        }
    }

    // as in a .dockerignore; what leads out would name nothing
    private List<PlacedText> patterns(String name) {
        List<PlacedText> patterns = job.texts(name);
        for (PlacedText pattern : patterns) {
            boolean leadsOut = pattern.text().startsWith("/")
                    || List.of(pattern.text().split("/")).contains("..");
            if (leadsOut || pattern.text().isBlank()) {
                throw pattern.fault(
                        "\"" + pattern.text() + "\" names nothing below the working folder",
                        "expected a path or pattern from there, such as dist/**");
            }
        }
        return patterns;
    }

    private List<JobSecret> secrets() {
        List<JobSecret> secrets = new ArrayList<>();
        for (PlacedText id : job.texts("secrets")) {
            secrets.add(new JobSecret(id, Optional.of(id.text()), Optional.empty()));
        }
        for (Block one : job.blocks("secret")) {
            Block.Label label = one.labels().getFirst();
            PolicyBlock secret = new PolicyBlock(one, SECRET, scope);
            Optional<String> variable = secret.text("env").map(PlacedText::text);
            Optional<String> target = secret.text("target").map(PlacedText::text);
            secrets.add(new JobSecret(
                    new PlacedText(label.text(), label.span()),
                    variable,
                    variable.isEmpty() ? target.or(() -> Optional.of("/run/secrets/" + label.text())) : target));
        }
        return secrets;
    }

    private Job.Limits limits() {
        List<Block> blocks = job.blocks("resources");
        if (blocks.size() > 1) {
            throw SourceException.at(blocks.get(1).header(), "the job has two resources blocks", "make one of them");
        }
        int cpus = 1;
        long memory = 0;
        for (Block one : blocks) {
            PolicyBlock resources = new PolicyBlock(one, RESOURCES, scope);
            cpus = resources.number("cpus", 1).orElse(1);
            memory = resources.size("memory").orElse(0L);
        }
        return new Job.Limits(job.duration("timeout"), job.number("retries", 0).orElse(0), cpus, memory);
    }
}
