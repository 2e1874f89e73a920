// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.digest.Digest;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.words.Word;
import dev.slipway.dockerfile.words.WordExpander;
import dev.slipway.graph.FileAction;
import dev.slipway.graph.GitUrl;
import dev.slipway.graph.Op;
import dev.slipway.graph.Step;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.RegistryException;
import dev.slipway.text.SourceException;
import dev.slipway.text.UrlCredentials;
import dev.slipway.text.UsageException;
import java.util.ArrayList;
import java.util.List;
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

    /** COPY from a context, a stage or an image. */
    Step plan(Step source, boolean parents) {
        List<FileAction> actions = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        for (Instruction.CopySource from : transfer.sources()) {
            if (from instanceof Instruction.CopySource.Path(var word)) {
                paths.add(local(word));
            } else if (from instanceof Instruction.CopySource.Inline(var file)) {
                actions.add(file(file));
            }
        }
        if (!paths.isEmpty()) {
            actions.addFirst(copy(source, paths, false, parents));
        }
        return step(actions);
    }

    /** ADD, which also takes what is behind URLs, and unpacks archives. */
    Step planAdd(Instruction.Add add, Sources sources) throws InterruptedException {
        List<FileAction> actions = new ArrayList<>();
        for (Instruction.CopySource from : transfer.sources()) {
            switch (from) {
                case Instruction.CopySource.Path(var word) -> actions.add(placed(add, word, sources));
                case Instruction.CopySource.Inline(var file) -> actions.add(file(file));
            }
        }
        return step(actions);
    }

    // what a server refuses is told where the server is named
    private FileAction placed(Instruction.Add add, Word word, Sources sources) throws InterruptedException {
        try {
            return added(add, word, sources);
        } catch (RegistryException | UsageException e) {
            throw new SourceException(
                    e.outcome(), List.of(Diagnostic.error(String.valueOf(e.getMessage()), word.span())));
        }
    }

    private FileAction added(Instruction.Add add, Word word, Sources sources) throws InterruptedException {
        String source = stage.expand(word);
        Optional<GitUrl> repository = GitUrl.parse(source);
        boolean isHttp = isHttp(source);
        Optional<String> checksum = add.checksum().map(stage::expand);
        if (checksum.isPresent()) {
            checkChecksum(add, repository.isPresent() || isHttp);
        }
        if (repository.isPresent()) {
            GitUrl url = repository.get();
            GitUrl wanted = new GitUrl(
                    url.repository(),
                    url.ref(),
                    url.folder(),
                    checksum.or(url::commit),
                    add.keepGitDir().orElse(url.keepsGitFolder()),
                    url.submodules());
            return copy(sources.git(wanted), List.of("/"), false, false);
        }
        if (isHttp) {
            Step file = sources.http(source, checksum.map(text -> digest(text, add)));
            String name = ((Op.Http) file.op()).name();
            return copy(file, List.of(name), add.unpack().orElse(false), false);
        }
        return copy(sources.context(), List.of(source), add.unpack().orElse(true), false);
    }

    private void checkChecksum(Instruction.Add add, boolean isRemote) {
        if (transfer.sources().size() != 1) {
            throw new SourceException(Diagnostic.error("checksum can't be specified for multiple sources", add.span()));
        }
        if (!isRemote) {
            throw new SourceException(Diagnostic.error("checksum requires HTTP(S) or Git sources", add.span()));
        }
    }

    private static Digest digest(String text, Instruction.Add add) {
        return Digest.parse(text)
                .orElseThrow(() -> new SourceException(Diagnostic.error(
                        "invalid checksum digest format: \"" + text + "\"",
                        "expected sha256: and 64 hexadecimal digits",
                        add.checksum().orElseThrow().span())));
    }

    private static boolean isHttp(String source) {
        return source.startsWith("http://") || source.startsWith("https://");
    }

    private String local(Word word) {
        String path = stage.expand(word);
        if (isHttp(path)) {
            throw new SourceException(
                    Diagnostic.error("source can't be a URL for COPY", "ADD takes URLs", word.span()));
        }
        if (GitUrl.parse(path).isPresent()) {
            throw new SourceException(
                    Diagnostic.error("source can't be a git ref for COPY", "ADD takes git repositories", word.span()));
        }
        return path;
    }

    private FileAction copy(Step source, List<String> paths, boolean extract, boolean parents) {
        return new FileAction.Copy(
                source,
                paths,
                target(stage.expand(transfer.destination())),
                transfer.chown().map(stage::expand),
                transfer.chmod().map(stage::expand),
                extract,
                parents,
                transfer.excludes().stream().map(stage::expand).toList());
    }

    private FileAction file(Heredoc file) {
        return FileAction.MakeFile.of(
                file.name(),
                content(file),
                target(stage.expand(transfer.destination())),
                transfer.chown().map(stage::expand),
                transfer.chmod().map(stage::expand));
    }

    private Step step(List<FileAction> actions) {
        String name = UrlCredentials.hidden(stage.shown(instruction));
        Step.Label label = stage.label(name, instruction.span());
        state.recordFiles(historyText());
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

    private String historyText() {
        StringBuilder text = new StringBuilder(instruction.keyword());
        transfer.chmod().ifPresent(mode -> text.append(" --chmod=").append(stage.expand(mode)));
        transfer.chown().ifPresent(owner -> text.append(" --chown=").append(stage.expand(owner)));
        if (transfer.link()) {
            text.append(" --link");
        }
        for (Instruction.CopySource source : transfer.sources()) {
            if (source instanceof Instruction.CopySource.Path(var word)) {
                text.append(' ').append(UrlCredentials.hidden(stage.expand(word)));
            } else if (source instanceof Instruction.CopySource.Inline(var file)) {
                text.append(" <<").append(file.name());
            }
        }
        return text.append(' ')
                .append(target(stage.expand(transfer.destination())))
                .toString();
    }
}
