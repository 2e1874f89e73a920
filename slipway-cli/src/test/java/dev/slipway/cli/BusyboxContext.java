// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A context whose Dockerfile begins with a shell, and builds of it in a store of their own: no registry is needed. */
record BusyboxContext(Path folder) {
    private Path context() {
        return folder.resolve("context");
    }

    Path store() {
        return folder.resolve("store");
    }

    /** What the build printed, and how it ended. */
    record Built(int status, String told) {}

    /** @param rest the Dockerfile behind the shell; lines that begin with {@code # check=} go before it */
    Built build(String rest, String... words) throws IOException {
        Files.createDirectories(context());
        if (Files.notExists(context().resolve("busybox"))) {
            Files.copy(
                    Path.of(System.getenv().getOrDefault("SLIPWAY_BUSYBOX", "/bin/busybox")),
                    context().resolve("busybox"));
        }
        String directive = rest.startsWith("# check=") ? rest.substring(0, rest.indexOf('\n') + 1) : "";
        Files.writeString(
                context().resolve("Dockerfile"),
                directive + "FROM scratch\nCOPY --chmod=755 busybox /bin/sh\n" + rest.substring(directive.length()));
        Console console =
                new Console(Map.of("SLIPWAY_ROOT", store().toString(), "PATH", "/usr/sbin:/usr/bin:/sbin:/bin"));
        String[] all = Stream.concat(Stream.of("build", context().toString()), List.of(words).stream())
                .toArray(String[]::new);
        int status = console.run(all);
        return new Built(status, console.err());
    }
}
