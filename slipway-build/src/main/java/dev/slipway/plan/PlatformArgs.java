// SPDX-License-Identifier: Apache-2.0
package dev.slipway.plan;

import dev.slipway.oci.Platform;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Arguments that every Dockerfile has (Dockerfile reference, ARG: platform and predefined arguments). */
final class PlatformArgs {
    /** Handed to every RUN when they are given, without being declared and without entering a cache key. */
    static final Set<String> PROXIES = Set.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "FTP_PROXY",
            "ftp_proxy",
            "NO_PROXY",
            "no_proxy",
            "ALL_PROXY",
            "all_proxy");

    private PlatformArgs() {}

    /** The arguments that tell the platforms, in the global scope. */
    static Map<String, String> of(Platform build, Platform target, String targetStage) {
        Map<String, String> args = new LinkedHashMap<>();
        put(args, "BUILD", build);
        put(args, "TARGET", target);
        args.put("TARGETSTAGE", targetStage);
        return args;
    }

    private static void put(Map<String, String> args, String prefix, Platform platform) {
        args.put(prefix + "PLATFORM", platform.toString());
        args.put(prefix + "OS", platform.os());
        args.put(prefix + "OSVERSION", platform.osVersion().orElse(""));
        args.put(prefix + "ARCH", platform.architecture());
        args.put(prefix + "VARIANT", platform.variant().orElse(""));
    }
}
