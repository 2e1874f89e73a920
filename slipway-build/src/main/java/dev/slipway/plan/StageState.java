// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.words.Variables;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.oci.ContainerConfig;
import dev.slipway.oci.HistoryEntry;
import dev.slipway.oci.ImageConfig;
import dev.slipway.oci.Platform;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where a stage stands between two instructions. Changed by {@link StagePlanner} alone. */
final class StageState {
    static final String DEFAULT_PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String COMMENT = "buildkit.dockerfile.v0";

    private final Optional<String> created;
    /** What RUN sees and words are expanded with: ENV and ARG together. */
    final Map<String, String> env;
    /** The arguments that were declared, and their values where they have one. */
    final Map<String, Optional<String>> args;
    /** The names in {@link #env} whose values are those of arguments. */
    final Set<String> ofArgs;

    Step filesystem;
    ImageConfig image;
    ContainerConfig config;
    final List<HistoryEntry> history;
    boolean cmdIsSet;

    private StageState(Optional<String> created, Step filesystem, ImageConfig image) {
        this.created = created;
        this.filesystem = filesystem;
        this.image = image;
        this.config = image.config();
        this.history = new ArrayList<>(image.history());
        this.env = new LinkedHashMap<>();
        this.args = new LinkedHashMap<>();
        this.ofArgs = new HashSet<>();
    }

    static StageState ofScratch(PlanRequest request, Platform platform) {
        ContainerConfig config = new ContainerConfig.Builder()
                .env(List.of(DEFAULT_PATH))
                .workingDir("/")
                .build();
        return ofImage(request, empty(), ImageConfig.empty(platform).withConfig(config));
    }

    static StageState ofImage(PlanRequest request, Step filesystem, ImageConfig image) {
        StageState state = new StageState(created(request), filesystem, image);
        for (String assignment : image.config().env()) {
            int equals = assignment.indexOf('=');
            state.env.put(
                    equals < 0 ? assignment : assignment.substring(0, equals),
                    equals < 0 ? "" : assignment.substring(equals + 1));
        }
        if (!state.env.containsKey("PATH")) {
            state.setEnv("PATH", DEFAULT_PATH.substring("PATH=".length()));
        }
        return state;
    }

    /** A stage that begins where another ends; its arguments are known here too. */
    static StageState ofStage(PlanRequest request, StageState base) {
        StageState state = new StageState(created(request), base.filesystem, base.finishedImage());
        state.env.putAll(base.env);
        state.args.putAll(base.args);
        state.ofArgs.addAll(base.ofArgs);
        return state;
    }

    // without a time of the user's choice, the exporter takes those of the layers: what is cached keeps its time
    private static Optional<String> created(PlanRequest request) {
        return request.epoch().map(ImageConfig::timestamp);
    }

    Variables variables() {
        return Variables.of(env);
    }

    String workingDir() {
        return config.workingDir().isEmpty() ? "/" : config.workingDir();
    }

    /** Sets a variable of the image. */
    void setEnv(String name, String value) {
        env.put(name, value);
        ofArgs.remove(name);
        List<String> changed = new ArrayList<>(config.env());
        String assignment = name + "=" + value;
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).startsWith(name + "=") || changed.get(i).equals(name)) {
                changed.set(i, assignment);
                config = config.toBuilder().env(changed).build();
                return;
            }
        }
        changed.add(assignment);
        config = config.toBuilder().env(changed).build();
    }

    /** Sets a variable of the build alone. */
    void setArg(String name, String value) {
        env.put(name, value);
        ofArgs.add(name);
    }

    /** {@code NAME=VALUE} for a command. */
    List<String> environment() {
        List<String> assignments = new ArrayList<>();
        env.forEach((name, value) -> assignments.add(name + "=" + value));
        return assignments;
    }

    /** Writes down what a RUN, COPY or ADD did; these alone have BuildKit's mark. */
    void recordFiles(String what) {
        record(what + " # buildkit", true);
    }

    /** Writes down an instruction that changes the configuration alone. */
    void recordConfig(String what) {
        record(what, false);
    }

    /** Writes down what an instruction did. */
    void record(String what, boolean withLayer) {
        history.add(new HistoryEntry(created, what, "", COMMENT, !withLayer));
    }

    /** The same with another filesystem. */
    StageState on(Step other) {
        filesystem = other;
        return this;
    }

    /** The image as it would be if the stage ended here. */
    ImageConfig finishedImage() {
        return image.withConfig(config).withLayers(image.diffIds(), history);
    }

    static Step empty() {
        return new Step(new Op.Merge(List.of()), Step.Label.of("scratch"));
    }
}
