// SPDX-License-Identifier: Apache-2.0
package dev.slipway.snapshot;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The other processes of tests: locks, and builds, in a JVM of their own. */
final class ProcessLocks {
    private ProcessLocks() {}

    /** {@code hold FILE NAME} holds until killed; {@code try FILE NAME} exits with 0 if it was free. */
    public static void main(String[] args) throws Exception {
        FileLocks locks = FileLocks.of(Path.of(args[1]));
        if (args[0].equals("try")) {
            System.exit(locks.tryAcquire(args[2], false).isPresent() ? 0 : 9);
        }
        try (Lease _ = locks.acquire(args[2], false)) {
            System.out.println("held");
            Thread.sleep(60_000);
        }
    }

    static boolean isFree(Path file, String name) throws Exception {
        boolean interrupted = Thread.interrupted();
        int status = start(ProcessLocks.class, "try", file.toString(), name).waitFor();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (status != 0 && status != 9) {
            throw new IllegalStateException("the other process failed: " + status);
        }
        return status == 0;
    }

    /** A process that holds a lock already when this returns. */
    static Process hold(Path file, String name) throws Exception {
        Process process = start(ProcessLocks.class, "hold", file.toString(), name);
        String line = process.inputReader().readLine();
        if (!"held".equals(line)) {
            throw new IllegalStateException("the other process says " + line);
        }
        return process;
    }

    /** Starts a main class with the classes of this JVM, whatever path they came by. */
    static Process start(Class<?> main, String... args) throws Exception {
        return start(List.of(), main, args);
    }

    /** The same in a mount namespace of its own, as the launcher does. */
    static Process startApart(Class<?> main, String... args) throws Exception {
        return start(List.of("unshare", "--mount", "--propagation", "private"), main, args);
    }

    private static Process start(List<String> before, Class<?> main, String... args) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                main.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String classPath() {
        List<String> all = new ArrayList<>();
        for (String property : List.of("java.class.path", "jdk.module.path")) {
            String value = System.getProperty(property, "");
            if (!value.isEmpty()) {
                all.add(value);
            }
        }
        // surefire puts the test classes into the module by --patch-module, which is on no path
        all.add(Path.of("target/test-classes").toAbsolutePath().toString());
        return String.join(File.pathSeparator, all);
    }
}
