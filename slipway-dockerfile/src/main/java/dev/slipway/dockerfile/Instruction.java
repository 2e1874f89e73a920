// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile;

import dev.slipway.dockerfile.words.Word;
import dev.slipway.text.SourceSpan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One instruction. Words are not expanded yet: that takes the values of variables, which the planner knows. */
public sealed interface Instruction {
    /** From the keyword to the last byte, heredocs included. */
    SourceSpan span();

    /** The text with line continuations joined, without heredocs; the history and the progress show it. */
    String original();

    /** The keyword in upper case. */
    String keyword();

    /** A name and a value, in ENV and LABEL. */
    record Pair(Word name, Word value) {}

    /**
     * @param name as written; stages are looked up by its lower case
     * @param comments the comment lines above, which may describe the stage
     */
    record From(
            Word base,
            Optional<Word> platform,
            Optional<Located> name,
            List<Located> comments,
            SourceSpan span,
            String original)
            implements Instruction {
        public From {
            comments = List.copyOf(comments);
        }

        /** What the comment above says of the stage: {@code # NAME text}, by the name in lower case. */
        public Optional<String> description() {
            return name.flatMap(stage -> Descriptions.of(stage.text().toLowerCase(Locale.ROOT), comments));
        }

        @Override
        public String keyword() {
            return "FROM";
        }
    }

    /** Which network a RUN sees. */
    enum Network {
        DEFAULT,
        NONE,
        HOST
    }

    /** How much a RUN may do. */
    enum Security {
        SANDBOX,
        INSECURE
    }

    /**
     * The flags of a RUN.
     *
     * @param devices requests for devices, as written
     */
    record RunFlags(
            List<MountFlag> mounts, Optional<Network> network, Optional<Security> security, List<Word> devices) {
        public RunFlags {
            mounts = List.copyOf(mounts);
            devices = List.copyOf(devices);
        }
    }

    /** @param files heredocs, in the order of the instruction; the command still holds their {@code <<NAME} */
    record Run(Command command, List<Heredoc> files, RunFlags flags, SourceSpan span, String original)
            implements Instruction {
        public Run {
            files = List.copyOf(files);
        }

        @Override
        public String keyword() {
            return "RUN";
        }
    }

    /** One source of COPY and ADD. */
    sealed interface CopySource {
        /** A path, a pattern or (for ADD) a URL. */
        record Path(Word word) implements CopySource {}

        /** A file whose content stands in the Dockerfile; its name is the heredoc's. */
        record Inline(Heredoc file) implements CopySource {}
    }

    /** What COPY and ADD have in common. */
    record Transfer(
            List<CopySource> sources,
            Word destination,
            Optional<Word> chown,
            Optional<Word> chmod,
            boolean link,
            List<Word> excludes) {
        public Transfer {
            sources = List.copyOf(sources);
            excludes = List.copyOf(excludes);
        }
    }

    /**
     * @param from a stage, an image or a context; absent for the build context
     * @param parents whether the folders of the sources are kept
     */
    record Copy(Transfer transfer, Optional<Word> from, boolean parents, SourceSpan span, String original)
            implements Instruction {
        @Override
        public String keyword() {
            return "COPY";
        }
    }

    /**
     * @param checksum the digest that the downloaded file or git commit must have
     * @param keepGitDir whether the {@code .git} folder of a git source stays; absent when not said
     * @param unpack whether archives are unpacked; absent: local ones are, downloaded ones are not
     */
    record Add(
            Transfer transfer,
            Optional<Word> checksum,
            Optional<Boolean> keepGitDir,
            Optional<Boolean> unpack,
            SourceSpan span,
            String original)
            implements Instruction {
        @Override
        public String keyword() {
            return "ADD";
        }
    }

    record Env(List<Pair> pairs, SourceSpan span, String original) implements Instruction {
        public Env {
            pairs = List.copyOf(pairs);
        }

        @Override
        public String keyword() {
            return "ENV";
        }
    }

    /** One name that ARG declares. */
    record Declaration(Word name, Optional<Word> value) {}

    /** @param comments the comment lines above, which may describe the names */
    record Arg(List<Declaration> declarations, List<Located> comments, SourceSpan span, String original)
            implements Instruction {
        public Arg {
            declarations = List.copyOf(declarations);
            comments = List.copyOf(comments);
        }

        /** What the comment above says of the name: {@code # NAME text}. */
        public Optional<String> description(Declaration declaration) {
            return Descriptions.of(declaration.name().raw(), comments);
        }

        @Override
        public String keyword() {
            return "ARG";
        }
    }

    record Label(List<Pair> pairs, SourceSpan span, String original) implements Instruction {
        public Label {
            pairs = List.copyOf(pairs);
        }

        @Override
        public String keyword() {
            return "LABEL";
        }
    }

    record Workdir(Word path, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "WORKDIR";
        }
    }

    record User(Word user, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "USER";
        }
    }

    record Expose(List<Word> ports, SourceSpan span, String original) implements Instruction {
        public Expose {
            ports = List.copyOf(ports);
        }

        @Override
        public String keyword() {
            return "EXPOSE";
        }
    }

    record Volume(List<Word> paths, SourceSpan span, String original) implements Instruction {
        public Volume {
            paths = List.copyOf(paths);
        }

        @Override
        public String keyword() {
            return "VOLUME";
        }
    }

    record Cmd(Command command, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "CMD";
        }
    }

    record Entrypoint(Command command, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "ENTRYPOINT";
        }
    }

    record Shell(List<String> arguments, SourceSpan span, String original) implements Instruction {
        public Shell {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String keyword() {
            return "SHELL";
        }
    }

    record StopSignal(Word signal, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "STOPSIGNAL";
        }
    }

    /** When and how often a check runs; absent values are the runtime's defaults. */
    record HealthTiming(
            Optional<Duration> interval,
            Optional<Duration> timeout,
            Optional<Duration> startPeriod,
            Optional<Duration> startInterval,
            OptionalInt retries) {}

    /** @param command absent for {@code HEALTHCHECK NONE} */
    record Healthcheck(Optional<Command> command, HealthTiming timing, SourceSpan span, String original)
            implements Instruction {
        @Override
        public String keyword() {
            return "HEALTHCHECK";
        }
    }

    /**
     * @param trigger the instruction to run in images built from this one, heredocs included; the image configuration
     *     keeps this text, {@link DockerfileParser#parseInstruction} reads it
     */
    record Onbuild(Located trigger, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "ONBUILD";
        }
    }

    record Maintainer(Located name, SourceSpan span, String original) implements Instruction {
        @Override
        public String keyword() {
            return "MAINTAINER";
        }
    }
}
