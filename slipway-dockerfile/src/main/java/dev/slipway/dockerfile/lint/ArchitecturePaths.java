// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.words.Word;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds paths in ENV that only images of one architecture have, in files that are for more than that one. */
final class ArchitecturePaths {
    // Debian's folders (multiarch tuples), musl's, and the loaders of the C libraries; then the architecture
    private static final String[][] MARKS = {
        {"/x86_64-linux-gnu", "amd64"},
        {"/aarch64-linux-gnu", "arm64"},
        {"/arm-linux-gnueabihf", "arm"},
        {"/arm-linux-gnueabi", "arm"},
        {"/i386-linux-gnu", "386"},
        {"/powerpc64le-linux-gnu", "ppc64le"},
        {"/s390x-linux-gnu", "s390x"},
        {"/riscv64-linux-gnu", "riscv64"},
        {"/x86_64-linux-musl", "amd64"},
        {"/aarch64-linux-musl", "arm64"},
        {"/ld-linux-x86-64.so.2", "amd64"},
        {"/ld-linux-aarch64.so.1", "arm64"},
        {"/ld-musl-x86_64.so.1", "amd64"},
        {"/ld-musl-aarch64.so.1", "arm64"},
    };
    private static final String[] PLATFORM_WORDS = {"TARGETARCH", "TARGETPLATFORM", "TARGETVARIANT", "BUILDPLATFORM"};

    private final Findings findings;
    private final Set<String> asked;
    private final boolean isForSeveral;

    /** @param asked the architectures that the build is for */
    ArchitecturePaths(Findings findings, Dockerfile dockerfile, Set<String> asked) {
        this.findings = findings;
        this.asked = asked;
        this.isForSeveral = asked.size() > 1 || asksForPlatform(dockerfile);
    }

    // who uses these arguments means to build for several
    private static boolean asksForPlatform(Dockerfile dockerfile) {
        for (Stage stage : dockerfile.stages()) {
            if (mentions(stage.from().original())) {
                return true;
            }
            for (Instruction instruction : stage.instructions()) {
                if (instruction instanceof Instruction.Arg && mentions(instruction.original())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean mentions(String text) {
        for (String word : PLATFORM_WORDS) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Looks at a value as it is written: what comes from a variable can be another one elsewhere. */
    void check(Instruction.Env env, String name, Word value) {
        String text = value.raw();
        if (text.indexOf('/') < 0) {
            return;
        }
        for (String[] mark : MARKS) {
            int at = text.indexOf(mark[0]);
            if (at >= 0 && isWhole(text, at + mark[0].length()) && isForOthers(mark[1])) {
                findings.add(
                        Rule.ARCHITECTURE_BOUND_PATH,
                        "ENV " + name + " has the path " + pathAround(text, at) + ", which only images for " + mark[1]
                                + " have" + others(mark[1]) + "; make a link with the same name on all:"
                                + " RUN ln -s " + pathAround(text, at).replace(mark[0], "/*-linux-*")
                                + " /usr/local/lib/",
                        value.span(),
                        env.span());
                return;
            }
        }
    }

    private static boolean isWhole(String text, int end) {
        return end >= text.length() || "/:\"' ".indexOf(text.charAt(end)) >= 0;
    }

    private boolean isForOthers(String architecture) {
        return isForSeveral || !asked.contains(architecture);
    }

    private String others(String architecture) {
        Set<String> rest = new LinkedHashSet<>(asked);
        rest.remove(architecture);
        return rest.isEmpty() ? "" : ", and this build is for " + String.join(", ", rest);
    }

    private static String pathAround(String text, int at) {
        int start = at;
        while (start > 0 && ":\"' =".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        int end = at;
        while (end < text.length() && ":\"' ".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(start, end);
    }
}
