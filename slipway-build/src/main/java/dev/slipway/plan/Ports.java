// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ports of EXPOSE: {@code 80}, {@code 80/udp}, {@code 8000-8010}; what stands before a colon is not for images. */
final class Ports {
    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "sctp");

    private Ports() {}

    /** The ports that the word stands for, each as {@code port/protocol}. */
    static List<String> parse(String text, SourceSpan at) {
        int slash = text.indexOf('/');
        String protocol = slash < 0 ? "tcp" : text.substring(slash + 1).toLowerCase(Locale.ROOT);
        if (protocol.isEmpty()) {
            protocol = "tcp";
        }
        if (!PROTOCOLS.contains(protocol)) {
            throw fault("invalid proto: " + protocol, "expected tcp, udp or sctp", at);
        }
        String ports = slash < 0 ? text : text.substring(0, slash);
        ports = ports.substring(ports.lastIndexOf(':') + 1);
        int dash = ports.indexOf('-');
        int first = port(dash < 0 ? ports : ports.substring(0, dash), text, at);
        int last = dash < 0 ? first : port(ports.substring(dash + 1), text, at);
        if (last < first) {
            throw fault("invalid containerPort: " + text, "the range ends before it begins", at);
        }
        List<String> found = new ArrayList<>();
        for (int port = first; port <= last; port++) {
            found.add(port + "/" + protocol);
        }
        return found;
    }

    private static int port(String digits, String text, SourceSpan at) {
        try {
            int port = Integer.parseUnsignedInt(digits);
            if (port <= 65535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw fault("invalid containerPort: " + text, "expected a port from 0 to 65535, or a range of them", at);
    }

    private static SourceException fault(String summary, String help, SourceSpan at) {
        return new SourceException(Diagnostic.error(summary, help, at));
    }
}
