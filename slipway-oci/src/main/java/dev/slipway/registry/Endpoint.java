// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.net.URI;

/**
 * One place where a registry is spoken to: itself or a mirror.
 *
 * @param host with the port if there is one; the key of credentials
 * @param base scheme and host and path, without a final slash; the API's {@code /v2/} follows
 * @param insecure whether any certificate will do
 * @param isMirror whether there is another endpoint after this
 */
record Endpoint(String host, String base, boolean insecure, boolean isMirror) {
    private static final String HUB_HOST = "registry-1.docker.io";

    /** @param place {@code host[:port][/path]}, a scheme before it or not */
    static Endpoint of(String place, boolean insecure, boolean isMirror) {
        String rest = place;
        String scheme = "";
        int colons = place.indexOf("://");
        if (colons >= 0) {
            scheme = place.substring(0, colons + 3);
            rest = place.substring(colons + 3);
        }
        while (rest.endsWith("/")) {
            rest = rest.substring(0, rest.length() - 1);
        }
        int slash = rest.indexOf('/');
        String host = slash < 0 ? rest : rest.substring(0, slash);
        if (scheme.isEmpty()) {
            // docker: registries on loopback speak plain HTTP
            scheme = isLoopback(host) ? "http://" : "https://";
        }
        String path = slash < 0 ? "" : rest.substring(slash);
        String name = host.equals("docker.io") || host.equals("index.docker.io") ? HUB_HOST : host;
        return new Endpoint(host, scheme + name + path, insecure, isMirror);
    }

    static boolean isLoopback(String host) {
        String name = host;
        if (host.startsWith("[")) {
            return host.startsWith("[::1]");
        }
        int colon = host.indexOf(':');
        if (colon >= 0) {
            name = host.substring(0, colon);
        }
        return name.equals("localhost") || name.endsWith(".localhost") || isLoopbackAddress(name);
    }

    // four numbers, so that 127.0.0.1.example.org is none
    private static boolean isLoopbackAddress(String name) {
        if (!name.startsWith("127.")) {
            return false;
        }
        int dots = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            dots += c == '.' ? 1 : 0;
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return dots == 3;
    }

    boolean isPlain() {
        return base.startsWith("http://");
    }

    /** The same place by plain HTTP. */
    Endpoint plain() {
        return new Endpoint(host, "http://" + base.substring("https://".length()), insecure, isMirror);
    }

    URI uri(String path) {
        return URI.create(base + "/v2/" + path);
    }

    /** For messages: the host, and whether it is a mirror. */
    @Override
    public String toString() {
        return (isMirror ? "mirror " : "registry ") + host;
    }
}
