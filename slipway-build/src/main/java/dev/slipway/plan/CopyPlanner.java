// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans one COPY or ADD. */
final class CopyPlanner {
    private final StagePlanner stage;
    private final StageState state;
    private final Instruction instruction;
    private final Instruction.Transfer transfer;

    CopyPlanner(StagePlanner stage, Instruction instruction, Instruction.Transfer transfer) {
        this.stage = stage;
        this.state = stage.state();
        this.instruction = instruction;
        this.transfer = transfer;
    }

    /** ADD of what is not a file of the context. */
    static void refuseRemote(Instruction.Add add, StagePlanner stage) {
        for (Instruction.CopySource source : add.transfer().sources()) {
            if (source instanceof Instruction.CopySource.Path(var word) && isRemote(stage.expand(word))) {
                throw new UsageException(
                        word.span() + ": ADD of a URL or git repository is not there yet: fetch it in a"
                                + " RUN, or give it as a named context with --build-context");
            }
        }
    }

    private static boolean isRemote(String source) {
        return source.startsWith("http://")
                || source.startsWith("https://")
                || source.startsWith("git://")
                || source.startsWith("ssh://")
                || source.startsWith("git@");
    }

    Step plan(Step source, boolean extract, boolean parents) {
        Optional<String> owner = transfer.chown().map(stage::expand);
        Optional<String> mode = transfer.chmod().map(stage::expand);
        String target = target(stage.expand(transfer.destination()));
        List<String> excludes = transfer.excludes().stream().map(stage::expand).toList();
        List<FileAction> actions = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (Instruction.CopySource from : transfer.sources()) {
            if (from instanceof Instruction.CopySource.Path(var word)) {
                paths.add(stage.expand(word));
            } else if (from instanceof Instruction.CopySource.Inline(var file)) {
                actions.add(FileAction.MakeFile.of(file.name(), content(file), target, owner, mode));
            }
        }
        if (!paths.isEmpty()) {
            actions.addFirst(new FileAction.Copy(source, paths, target, owner, mode, extract, parents, excludes));
        }
        String name = stage.shown(instruction);
        Step.Label label = stage.label(name, instruction.span(), Map.of());
        state.record(historyText(paths, target), true);
        if (transfer.link()) {
            Step layer = new Step(new Op.Files(StageState.empty(), actions), label);
            return new Step(new Op.Merge(List.of(state.filesystem, layer)), Step.Label.of("[internal] merge"));
        }
        return new Step(new Op.Files(state.filesystem, actions), label);
    }

    private String content(Heredoc file) {
        String content = file.text();
        return file.expand()
                ? WordExpander.ofHeredocs()
                        .expand(new Word(content, file.span()), state.variables())
                        .orThrow()
                : content;
    }

    // a trailing slash, or a final dot, says that the target is a folder
    private String target(String path) {
        String target = Paths.resolve(state.workingDir(), path);
        boolean folder = path.isEmpty() || path.endsWith("/") || path.endsWith("/.") || path.equals(".");
        return folder && !target.equals("/") ? target + "/" : target;
    }

    private String historyText(List<String> paths, String target) {
        StringBuilder text = new StringBuilder(instruction.keyword());
        transfer.chmod().ifPresent(mode -> text.append(" --chmod=").append(stage.expand(mode)));
        transfer.chown().ifPresent(owner -> text.append(" --chown=").append(stage.expand(owner)));
        if (transfer.link()) {
            text.append(" --link");
        }
        paths.forEach(path -> text.append(' ').append(path));
        for (Instruction.CopySource source : transfer.sources()) {
            if (source instanceof Instruction.CopySource.Inline(var file)) {
                text.append(" <<").append(file.name());
            }
        }
        return text.append(' ').append(target).toString();
    }
}
