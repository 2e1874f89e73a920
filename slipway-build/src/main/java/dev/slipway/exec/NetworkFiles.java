// SPDX-License-Identifier: Apache-2.0
package dev.slipway.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The text of the files that tell a container about the network: the same that BuildKit writes. */
final class NetworkFiles {
    private static final String PUBLIC_RESOLVERS = """
            nameserver 8.8.8.8
            nameserver 8.8.4.4
            nameserver 2001:4860:4860::8888
            nameserver 2001:4860:4860::8844
            """;

    private NetworkFiles() {}

    static String hosts(String hostname, Map<String, String> extra) {
        StringBuilder text = new StringBuilder("127.0.0.1\tlocalhost ").append(hostname);
        text.append("\n::1\tlocalhost ip6-localhost ip6-loopback\n");
        extra.forEach((name, address) ->
                text.append(address).append('\t').append(name).append('\n'));
        return text.toString();
    }

    /**
     * The machine's own resolv.conf, resolvers on the loopback device included: the container shares that device. When it
     * names none, public resolvers.
     */
    static String resolvConf(Path machines) {
        String text;
        try {
            text = Files.readString(machines);
        } catch (IOException _) {
            text = "";
        }
        boolean named = text.lines().anyMatch(line -> line.stripLeading().startsWith("nameserver"));
        return named ? text : text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + PUBLIC_RESOLVERS;
    }
}
