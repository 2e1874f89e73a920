// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.sys.ProcessEnd;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the JVM runs once while it writes its start-up cache: the commands whose start is waited for, in one process. What
 * they answer does not matter, only which classes they load; a build that this machine can't do is no failure here.
 */
final class Training {
    private Training() {}

    /**
     * The word after the first names a folder with a Dockerfile, where the store of the training also goes; the next says
     * for which commands the cache is.
     */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Map<String, String> environment = new HashMap<>(System.getenv());
        if (args.length > 1) {
            environment.put("SLIPWAY_ROOT", args[1] + "/store");
        }
        Io io = new Io(InputStream.nullInputStream(), nowhere, nowhere, environment, Io.Terminals.ofProcess());
        loaded(ProcessEnd.class);
        for (List<String> words : commands(args)) {
            Main.run(words, io);
        }
        System.exit(0);
    }

    // what no command here comes to, and every one outside of the training does
    private static void loaded(Class<?> type) {
        assert !type.getName().isEmpty();
    }

    private static List<List<String>> commands(String[] args) {
        List<String> version = List.of("--version");
        List<String> help = List.of("build", "--help");
        List<String> mistake = List.of("build", "--no-such-option");
        if (args.length < 2) {
            return List.of(version, help, mistake);
        }
        String folder = args[1];
        List<String> base = List.of("build", "--progress=plain", "-f", folder + "/Base", "-t", "training-base", folder);
        List<String> build = build(folder, "1");
        List<String> changed = build(folder, "2");
        List<String> layout = List.of("build", "-q", "-o", "type=oci,dest=" + folder + "/image.tar", folder);
        List<String> graph = List.of("graph", "-f", folder + "/Rich", folder);
        List<String> check = List.of("build", "--check", "-f", folder + "/Rich", folder);
        List<String> bake = List.of("bake", "--progress=plain", "--allow=fs=" + folder, "-f", folder + "/build.hcl");
        return switch (args[2]) {
            case "print" -> List.of(List.of("bake", "-f", folder + "/bake.hcl", "--print"));
            case "bake" -> List.of(base, bake, bake);
            default -> List.of(version, help, mistake, base, build, build, changed, graph, check, layout);
        };
    }

    private static List<String> build(String folder, String argument) {
        return List.of(
                "build",
                "--progress=plain",
                "--network=host",
                "--build-arg=A=" + argument,
                "--label=a=b",
                "-t",
                "training",
                folder);
    }
}
