// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.cli.view.ProgressMode;
import dev.slipway.task.Processors;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code slipway run JOB...} was asked to do.
 *
 * @param always whether the jobs that were named run though nothing has changed
 * @param output where artifacts go
 * @param logs the folder of logs, in place of one in the store
 * @param cpus how many processors jobs may have together
 */
record JobOptions(
        boolean always,
        boolean failFast,
        Path output,
        Optional<Path> logs,
        int cpus,
        List<SecretSpec> secrets,
        ProgressMode progress,
        BakeOptions bake) {
    private static final List<Option> OF_IMAGES = List.of(
            RunTable.INTERACTIVE,
            RunTable.TTY,
            RunTable.ENV,
            RunTable.ENV_FILE,
            RunTable.VOLUME,
            RunTable.WORKDIR,
            RunTable.USER,
            RunTable.NETWORK,
            RunTable.ENTRYPOINT,
            RunTable.PLATFORM,
            RunTable.PULL,
            RunTable.NAME);
    static final List<Option> OF_JOBS = List.of(
            RunTable.ALWAYS,
            RunTable.FAIL_FAST,
            RunTable.OUTPUT,
            RunTable.LOGS,
            RunTable.CPUS,
            BuildTable.SECRET,
            BuildTable.PROGRESS);

    static JobOptions read(ParsedOptions parsed, Io io) {
        refuse(parsed, OF_IMAGES, "this is said by the job in its file", "run an image with it, or change the job");
        SecretReader secrets = new SecretReader(io.environment());
        Optional<Argument> output = parsed.value(RunTable.OUTPUT);
        Optional<Argument> logs = parsed.value(RunTable.LOGS);
        BakeOptions bake = new BakeOptions(
                ProgressReader.read(parsed, io),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                new BakePrivileges(List.of(), io),
                CacheAccess.read(parsed, io));
        return new JobOptions(
                parsed.isSet(RunTable.ALWAYS),
                parsed.isSet(RunTable.FAIL_FAST),
                output.isPresent() ? Paths.of(output.get()) : Path.of(""),
                logs.map(Paths::of),
                parsed.value(RunTable.CPUS).map(JobOptions::number).orElse(Processors.count()),
                parsed.values(BuildTable.SECRET).stream().map(secrets::secret).toList(),
                bake.progress(),
                bake);
    }

    private static int number(Argument value) {
        try {
            int number = Integer.parseInt(value.text());
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw value.error("this is no number of processors", "expected: 1 or more");
    }

    /** An error if one of the options was given that are not for this. */
    static void refuse(ParsedOptions parsed, List<Option> options, String message, String hint) {
        for (Option option : options) {
            parsed.value(option).ifPresent(value -> {
                throw value.error(message, hint);
            });
        }
    }
}
