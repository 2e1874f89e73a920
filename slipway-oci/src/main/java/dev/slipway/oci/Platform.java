// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import dev.slipway.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What an image runs on. Parsing and matching follow containerd's {@code platforms} package. {@link #parse} gives the
 * normal form; what is read from JSON stays as it stood.
 */
public record Platform(
        String os, String architecture, Optional<String> variant, Optional<String> osVersion, List<String> osFeatures) {
    private static final Set<String> SYSTEMS = Set.of(
            "aix",
            "android",
            "darwin",
            "dragonfly",
            "freebsd",
            "hurd",
            "illumos",
            "ios",
            "js",
            "linux",
            "nacl",
            "netbsd",
            "openbsd",
            "plan9",
            "solaris",
            "wasip1",
            "windows",
            "zos",
            "macos");
    private static final Set<String> ARCHITECTURES = Set.of(
            "386",
            "amd64",
            "amd64p32",
            "arm",
            "armbe",
            "arm64",
            "arm64be",
            "ppc64",
            "ppc64le",
            "loong64",
            "mips",
            "mipsle",
            "mips64",
            "mips64le",
            "mips64p32",
            "mips64p32le",
            "ppc",
            "riscv",
            "riscv64",
            "s390",
            "s390x",
            "sparc",
            "sparc64",
            "wasm");

    public Platform {
        osFeatures = List.copyOf(osFeatures);
        variant = variant.filter(text -> !text.isEmpty());
        osVersion = osVersion.filter(text -> !text.isEmpty());
    }

    public Platform(String os, String architecture) {
        this(os, architecture, Optional.empty(), Optional.empty(), List.of());
    }

    public Platform(String os, String architecture, String variant) {
        this(os, architecture, Optional.of(variant), Optional.empty(), List.of());
    }

    /** The platform of this machine; images are Linux's, whatever the machine runs. */
    public static Platform host() {
        return new Platform("linux", System.getProperty("os.arch", "amd64")).normalised();
    }

    /**
     * Reads {@code os}, {@code arch}, {@code os/arch} or {@code os/arch/variant}, aliases such as {@code x86_64} and
     * {@code aarch64} included; what is missing is the host's. The result is normalised.
     */
    public static Platform parse(String text) throws OciSyntaxException {
        List<String> parts = List.of(text.split("/", -1));
        for (String part : parts) {
            checkPart(text, part);
        }
        return switch (parts.size()) {
            case 1 -> ofOnePart(text);
            case 2 -> new Platform(parts.get(0), parts.get(1)).normalised();
            case 3 -> new Platform(parts.get(0), parts.get(1), parts.get(2)).normalised();
            default -> throw fault(text, "expected os/architecture[/variant]");
        };
    }

    private static void checkPart(String text, String part) throws OciSyntaxException {
        if (part.isEmpty()) {
            throw fault(text, "expected os/architecture[/variant]");
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!isAlphanumeric(c) && c != '_' && c != '.' && c != '-') {
                throw fault(text, "a part is made of letters, digits, '_', '.' and '-'");
            }
        }
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static Platform ofOnePart(String text) throws OciSyntaxException {
        String word = text.toLowerCase(Locale.ROOT);
        if (SYSTEMS.contains(word)) {
            Platform host = host();
            return new Platform(word, host.architecture, host.variant, Optional.empty(), List.of()).normalised();
        }
        Platform platform = new Platform("linux", word).normalised();
        if (!ARCHITECTURES.contains(platform.architecture)) {
            throw fault(text, "neither a known operating system nor a known architecture");
        }
        return platform;
    }

    private static OciSyntaxException fault(String text, String why) {
        return new OciSyntaxException("invalid platform " + Members.shown(text) + ": " + why);
    }

    /** The form in which equal platforms are equal: aliases resolved, default variants left out (but arm's v7). */
    public Platform normalised() {
        String system = os.toLowerCase(Locale.ROOT);
        String machine = architecture.toLowerCase(Locale.ROOT);
        String version = variant.orElse("").toLowerCase(Locale.ROOT);
        switch (machine) {
            case "i386" -> {
                machine = "386";
                version = "";
            }
            case "x86_64", "x86-64", "amd64" -> {
                machine = "amd64";
                version = version.equals("v1") ? "" : version;
            }
            case "aarch64", "arm64" -> {
                machine = "arm64";
                version = version.equals("8") || version.equals("v8") ? "" : version;
            }
            case "armhf" -> {
                machine = "arm";
                version = "v7";
            }
            case "armel" -> {
                machine = "arm";
                version = "v6";
            }
            case "arm" ->
                version = version.isEmpty() ? "v7" : Character.isDigit(version.charAt(0)) ? "v" + version : version;
            default -> {}
        }
        system = system.equals("macos") ? "darwin" : system;
        return new Platform(system, machine, Optional.of(version), osVersion, osFeatures);
    }

    /** Whether an image of the other platform is one of this: same system, architecture and variant, once normalised. */
    public boolean matches(Platform other) {
        Platform mine = normalised();
        Platform theirs = other.normalised();
        return mine.os.equals(theirs.os)
                && mine.architecture.equals(theirs.architecture)
                && mine.variant.equals(theirs.variant);
    }

    /** The platforms whose images run here, best first: this one, then lower variants, then the 32-bit sister. */
    public List<Platform> compatible() {
        Platform from = normalised();
        List<Platform> all = new ArrayList<>();
        all.add(from);
        switch (from.architecture) {
            case "amd64" -> {
                for (int level = from.level(1) - 1; level >= 1; level--) {
                    all.add(from.with("amd64", "v" + level));
                }
                all.add(from.with("386", ""));
            }
            case "arm" -> addArm(all, from, from.level(7) - 1);
            case "arm64" -> {
                if (from.variant.isPresent()) {
                    all.add(from.with("arm64", ""));
                }
                addArm(all, from, 8);
            }
            default -> {}
        }
        return all;
    }

    private static void addArm(List<Platform> all, Platform from, int highest) {
        for (int level = highest; level >= 5; level--) {
            all.add(from.with("arm", "v" + level));
        }
    }

    private Platform with(String machine, String version) {
        return new Platform(os, machine, Optional.of(version), osVersion, osFeatures).normalised();
    }

    // v2 is 2; an odd variant has no level and so no lower ones
    private int level(int orElse) {
        String text = variant.orElse("");
        boolean simple = text.length() == 2 && text.charAt(0) == 'v' && Character.isDigit(text.charAt(1));
        return simple ? text.charAt(1) - '0' : orElse;
    }

    static Platform read(Members members) throws MalformedImageException {
        return new Platform(
                members.textOrEmpty("os"),
                members.textOrEmpty("architecture"),
                members.text("variant"),
                members.text("os.version"),
                members.texts("os.features"));
    }

    /** Members in the order of Go's {@code ocispec.Platform}. */
    public Json toJson() {
        return Json.object()
                .put("architecture", architecture)
                .put("os", os)
                .put("os.version", osVersion)
                .putTexts("os.features", osFeatures)
                .put("variant", variant)
                .build();
    }

    /** {@code os/architecture[/variant]}. */
    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(text -> "/" + text).orElse("");
    }
}
