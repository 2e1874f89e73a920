// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.oci.OciSyntaxException;
import dev.slipway.oci.Platform;
import dev.slipway.text.SlipwayException;
import dev.slipway.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads platforms as containerd does: {@code linux/arm64}, {@code arm64}, {@code linux/arm/v7}, {@code local}. */
final class PlatformReader {
    private static final List<String> ARCHITECTURES = List.of(
            "amd64",
            "arm64",
            "arm",
            "386",
            "ppc64le",
            "s390x",
            "riscv64",
            "loong64",
            "mips64",
            "mips64le",
            "mips",
            "mipsle",
            "ppc64");
    private static final List<String> OTHER_SYSTEMS = List.of("windows", "darwin", "freebsd", "wasi");

    private static final String EXPECTED = "expected: linux/ARCH[/VARIANT], such as linux/amd64";

    private PlatformReader() {}

    /** All platforms of a list with commas. */
    static List<Platform> list(Argument value) {
        List<Platform> found = new ArrayList<>();
        for (Argument field : Csv.fields(value)) {
            found.add(one(field));
        }
        return found;
    }

    /** One platform in its normal form. */
    static Platform one(Argument value) {
        String text = value.text().strip();
        if (text.equals("local")) {
            return Platform.host();
        }
        Platform platform = parse(value, text);
        if (!platform.os().equals("linux")) {
            throw OTHER_SYSTEMS.contains(platform.os())
                    ? value.error("images for " + platform.os() + " are not built", "Slipway builds for linux only")
                    : no(value, EXPECTED);
        }
        if (!ARCHITECTURES.contains(platform.architecture())) {
            Optional<String> near = Suggestion.nearest(platform.architecture(), ARCHITECTURES);
            throw no(value, near.isPresent() ? "did you mean \"linux/" + near.get() + "\"?" : EXPECTED);
        }
        return platform;
    }

    private static Platform parse(Argument value, String text) {
        try {
            return Platform.parse(text);
        } catch (OciSyntaxException _) {
            Optional<String> near = Suggestion.nearest(text, ARCHITECTURES);
            throw no(value, near.isPresent() ? "did you mean \"linux/" + near.get() + "\"?" : EXPECTED);
        }
    }

    private static SlipwayException no(Argument value, String hint) {
        return value.error("\"" + CommandLine.printable(value.text()) + "\" is no platform", hint);
    }
}
