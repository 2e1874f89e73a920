// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.util.List;

/** The options of {@code slipway run}: those of {@code docker run} that make sense without a daemon, and those of jobs. */
final class RunTable {
    private static final String JOBS = "For jobs";
    private static final String LATER = "Not there yet, or without effect";

    static final Option INTERACTIVE =
            Option.flag("interactive", "pass the standard input on").letter('i');
    static final Option TTY = Option.flag("tty", "give the program a terminal").letter('t');
    static final Option ENV = Option.list("env", "NAME[=VALUE]", "set a variable; without a value, ours")
            .letter('e');
    static final Option ENV_FILE = Option.list("env-file", "FILE", "set the variables of a file, NAME=VALUE a line");
    static final Option VOLUME = Option.list("volume", "PATH:TARGET[:ro]", "show a folder or file of this machine")
            .letter('v');
    static final Option WORKDIR = Option.value("workdir", "FOLDER", "the working folder of the program")
            .letter('w');
    static final Option USER =
            Option.value("user", "NAME|UID[:GROUP|GID]", "who runs the program").letter('u');
    static final Option NETWORK = Option.value("network", "MODE", "the network: default, host or none")
            .fallback("default");
    static final Option ENTRYPOINT =
            Option.value("entrypoint", "PROGRAM", "run this in place of the image's entrypoint");
    static final Option PLATFORM = Option.value("platform", "OS/ARCH", "the platform of the image");
    static final Option PULL = Option.value("pull", "WHEN", "ask the registry for the image: always, missing or never")
            .choices("always", "missing", "never")
            .fallback("missing");
    static final Option CACHE_SCOPE =
            Option.value("cache-scope", "NAME", "whose cache records are used, as with build");
    static final Option FILE = Option.list("file", "FILE", "the files with the jobs, as with bake")
            .letter('f')
            .in(JOBS);
    static final Option LIST = Option.flag("list", "show the jobs").in(JOBS);
    static final Option ALWAYS = Option.flag("always", "run the jobs named though nothing has changed")
            .in(JOBS);
    static final Option FAIL_FAST =
            Option.flag("fail-fast", "begin no job after one has failed").in(JOBS);
    static final Option OUTPUT = Option.value(
                    "output", "FOLDER", "where artifacts go; the project's folder if not given")
            .letter('o')
            .in(JOBS);
    static final Option LOGS =
            Option.value("logs", "FOLDER", "where each job's log goes").in(JOBS);
    static final Option CPUS = Option.value("cpus", "N", "the processors that jobs may have together; all if not given")
            .in(JOBS);
    static final Option NAME = Option.value("name", "NAME", "what messages call it");
    static final Option RM = Option.flag("rm", "remove what the program wrote when it ends")
            .accepted("nothing is kept")
            .in(LATER);
    static final Option DETACH = Option.flag("detach", "go on in the background")
            .letter('d')
            .later("there is no daemon to keep it; use nohup or systemd-run")
            .in(LATER);
    static final Option PUBLISH = Option.list("publish", "PORTS", "publish ports")
            .letter('p')
            .later("the program uses this machine's network; leave the option out")
            .in(LATER);
    static final Option MOUNT = Option.list("mount", "SPEC", "mount a file system")
            .later("use --volume PATH:TARGET")
            .in(LATER);
    static final Option PRIVILEGED = Option.flag("privileged", "give all privileges")
            .later("programs run with docker's default set of capabilities")
            .in(LATER);

    static final CommandSpec SPEC = new CommandSpec(
            "run",
            "JOB... | IMAGE [COMMAND [ARG...]]",
            "Run jobs of the project, or a program in an image",
            List.of(
                    INTERACTIVE,
                    TTY,
                    ENV,
                    ENV_FILE,
                    VOLUME,
                    WORKDIR,
                    USER,
                    NETWORK,
                    ENTRYPOINT,
                    PLATFORM,
                    PULL,
                    CACHE_SCOPE,
                    NAME,
                    FILE,
                    LIST,
                    ALWAYS,
                    FAIL_FAST,
                    OUTPUT,
                    LOGS,
                    CPUS,
                    BuildTable.SECRET,
                    BuildTable.PROGRESS,
                    RM,
                    DETACH,
                    PUBLISH,
                    MOUNT,
                    PRIVILEGED),
            new CommandSpec.Operands(0, Integer.MAX_VALUE, "a job or an image"),
            true);

    /** The same for a command line with jobs: options may stand behind them. */
    static final CommandSpec OF_JOBS =
            new CommandSpec(SPEC.name(), SPEC.synopsis(), SPEC.summary(), SPEC.options(), SPEC.operands(), false);

    private RunTable() {}
}
