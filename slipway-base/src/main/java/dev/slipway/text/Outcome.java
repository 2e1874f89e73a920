// SPDX-License-Identifier: Apache-2.0
package dev.slipway.text;

/** How a command ended, and with that its exit status: data, so that it is documented and looked up in one place. */
public enum Outcome {
    OK(0, "done"),
    BUILD_FAILED(1, "a step of the build failed, or a check did"),
    NO_PLAN(1, "bake --plan: a bake file or other input is wrong, so that there is no plan"),
    USAGE(2, "the command line cannot be understood, or asks for what is not there yet"),
    SOURCE(3, "a Dockerfile, bake file, context or other input is wrong"),
    WOULD_RUN(3, "bake --plan: a step would run, or may"),
    REGISTRY(4, "a registry or the network did not do what was asked"),
    HOST(5, "this machine cannot do it: a missing program, privilege, kernel feature, or a full disk"),
    CACHE_MISS(6, "a step would have had to run, and --fail-on-miss says that none may"),
    BUG(70, "Slipway itself is wrong; please report it"),
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String meaning;

    Outcome(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** The exit status of the process. */
    public int code() {
        return code;
    }

    /** One line for the manual. */
    public String meaning() {
        return meaning;
    }
}
