// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Command;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.MountFlag;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Mount;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans one RUN. */
final class RunPlanner {
    private static final String HOSTNAME = "buildkitsandbox";
    private static final String SCRIPT_FOLDER = "/dev/pipes/";

    private final StagePlanner stage;
    private final StageState state;
    private final Instruction.Run run;
    private final List<Mount> mounts = new ArrayList<>();

    RunPlanner(StagePlanner stage, Instruction.Run run) {
        this.stage = stage;
        this.state = stage.state();
        this.run = run;
    }

    Step plan() throws InterruptedException {
        refuseDevices();
        for (MountFlag flag : run.flags().mounts()) {
            mounts.add(new MountPlanner(stage, flag, run.span()).plan());
        }
        String name = stage.shown(run);
        if (!run.files().isEmpty()) {
            name += " (" + StepNames.summary(run.files().getFirst().text()) + ")";
        }
        List<String> arguments = arguments();
        PlanRequest.RunDefaults defaults = stage.planner().request().run();
        Op.Exec op = new Op.Exec(
                state.filesystem,
                arguments,
                state.environment(),
                state.workingDir(),
                state.config.user(),
                mounts,
                network(defaults),
                security(defaults),
                defaults.extraHosts(),
                defaults.shmSizeBytes(),
                defaults.ulimits(),
                HOSTNAME);
        state.recordFiles("RUN " + historyOf(arguments));
        return new Step(op, stage.commandLabel(name, run.span()));
    }

    private void refuseDevices() {
        if (!run.flags().devices().isEmpty()) {
            throw new SourceException(Diagnostic.error(
                    "devices are not given to build steps",
                    "run the program that needs the device after the build",
                    run.flags().devices().getFirst().span()));
        }
    }

    // the forms of heredocs are those of BuildKit's dispatchRun
    private List<String> arguments() {
        if (run.files().isEmpty() || !(run.command() instanceof Command.Shell(var line))) {
            return stage.arguments(run.command());
        }
        Heredoc first = run.files().getFirst();
        if (isOnlyHeredoc(line)) {
            String content = first.text();
            return stage.arguments(
                    new Command.Shell(content.startsWith("#!") ? script(first.name(), content) : content));
        }
        StringBuilder whole = new StringBuilder(line);
        for (Heredoc file : run.files()) {
            whole.append('\n').append(file.content()).append(file.name());
        }
        return stage.arguments(new Command.Shell(whole.toString()));
    }

    private static boolean isOnlyHeredoc(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9') {
            at++;
        }
        if (!line.startsWith("<<", at)) {
            return false;
        }
        String rest = line.substring(at + 2);
        return rest.indexOf('<') < 0 && rest.strip().indexOf(' ') < 0 && rest.indexOf('\n') < 0;
    }

    private String script(String name, String content) {
        FileAction file = FileAction.MakeFile.of(name, content, "/" + name, Optional.empty(), Optional.of("755"));
        Step holder = new Step(
                new Op.Files(StageState.empty(), List.of(file)), Step.Label.of("[internal] preparing inline document"));
        mounts.add(new Mount.Bind(holder, "/", SCRIPT_FOLDER, true));
        return SCRIPT_FOLDER + name;
    }

    private Op.Network network(PlanRequest.RunDefaults defaults) {
        Optional<Instruction.Network> asked = run.flags().network();
        if (asked.isEmpty()) {
            return defaults.network();
        }
        return switch (asked.get()) {
            case DEFAULT -> defaults.network();
            case NONE -> Op.Network.NONE;
            case HOST -> {
                if (defaults.network() != Op.Network.HOST) {
                    requireEntitlement("network.host", defaults);
                }
                yield Op.Network.HOST;
            }
        };
    }

    private Op.Security security(PlanRequest.RunDefaults defaults) {
        if (run.flags().security().filter(Instruction.Security.INSECURE::equals).isEmpty()) {
            return Op.Security.SANDBOX;
        }
        requireEntitlement("security.insecure", defaults);
        return Op.Security.INSECURE;
    }

    private void requireEntitlement(String name, PlanRequest.RunDefaults defaults) {
        if (!defaults.entitlements().contains(name)) {
            throw new SourceException(
                    Diagnostic.error(name + " is not allowed", "allow it with --allow " + name, run.span()));
        }
    }

    private String historyOf(List<String> arguments) {
        List<String> parts = new ArrayList<>();
        if (!state.args.isEmpty()) {
            parts.add("|" + state.args.size());
            state.args.forEach((name, value) -> parts.add(name + "=" + state.env.getOrDefault(name, value.orElse(""))));
        }
        parts.addAll(arguments);
        return String.join(" ", parts);
    }
}
