// SPDX-License-Identifier: Apache-2.0
package dev.slipway.dockerfile.lint;

import java.util.Locale;

/** The build checks, by the names and descriptions that docker gives them; the last ones are our own. */
public enum Rule {
    STAGE_NAME_CASING("StageNameCasing", "Stage names should be lowercase"),
    FROM_AS_CASING("FromAsCasing", "The 'as' keyword should match the case of the 'from' keyword"),
    NO_EMPTY_CONTINUATION("NoEmptyContinuation", "Empty continuation lines will become errors in a future release"),
    CONSISTENT_INSTRUCTION_CASING(
            "ConsistentInstructionCasing",
            "All commands within the Dockerfile should use the same casing (either upper or lower)"),
    DUPLICATE_STAGE_NAME("DuplicateStageName", "Stage names should be unique"),
    RESERVED_STAGE_NAME("ReservedStageName", "Reserved words should not be used as stage names"),
    JSON_ARGS_RECOMMENDED(
            "JSONArgsRecommended",
            "JSON arguments recommended for ENTRYPOINT/CMD to prevent unintended behavior related to OS signals"),
    MAINTAINER_DEPRECATED(
            "MaintainerDeprecated",
            "The MAINTAINER instruction is deprecated, use a label instead to define an image author"),
    UNDEFINED_ARG_IN_FROM("UndefinedArgInFrom", "FROM command must use declared ARGs"),
    WORKDIR_RELATIVE_PATH(
            "WorkdirRelativePath",
            "Relative workdir without an absolute workdir declared within the build can have unexpected results if"
                    + " the base image changes"),
    UNDEFINED_VAR("UndefinedVar", "Variables should be defined before their use"),
    MULTIPLE_INSTRUCTIONS_DISALLOWED(
            "MultipleInstructionsDisallowed",
            "Multiple instructions of the same type should not be used in the same stage"),
    LEGACY_KEY_VALUE_FORMAT(
            "LegacyKeyValueFormat", "Legacy key/value format with whitespace separator should not be used"),
    REDUNDANT_TARGET_PLATFORM(
            "RedundantTargetPlatform",
            "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the default behavior"),
    SECRETS_USED_IN_ARG_OR_ENV("SecretsUsedInArgOrEnv", "Sensitive data should not be used in the ARG or ENV commands"),
    INVALID_DEFAULT_ARG_IN_FROM(
            "InvalidDefaultArgInFrom", "Default value for global ARG results in an empty or invalid base image name"),
    FROM_PLATFORM_FLAG_CONST_DISALLOWED(
            "FromPlatformFlagConstDisallowed", "FROM --platform flag should not use a constant value"),
    COPY_IGNORED_FILE("CopyIgnoredFile", "Attempting to Copy file that is excluded by .dockerignore"),
    INVALID_DEFINITION_DESCRIPTION(
            "InvalidDefinitionDescription",
            "Comment for build stage or argument should follow the format: `# <arg/stage name> <description>`. If"
                    + " this is not intended to be a description comment, add an empty line or comment between the"
                    + " instruction and the comment."),
    EXPOSE_PROTO_CASING("ExposeProtoCasing", "Protocol in EXPOSE instruction should be lowercase"),
    EXPOSE_INVALID_FORMAT(
            "ExposeInvalidFormat",
            "IP address and host-port mapping should not be used in EXPOSE instruction. This will become an error in"
                    + " a future release"),
    BASE_NOT_FOR_PLATFORM(
            "BaseNotForPlatform", "The base image should exist for every platform that the build is for", true),
    ARCHITECTURE_BOUND_PATH(
            "ArchitectureBoundPath",
            "ENV should not name a path of one architecture where the image is for several",
            true),
    SECRET_IN_LAYER("SecretInLayer", "A secret should not be written to a file that stays in the layer", true);

    private final String ruleName;
    private final String description;
    private final boolean own;

    Rule(String ruleName, String description) {
        this(ruleName, description, false);
    }

    Rule(String ruleName, String description, boolean own) {
        this.ruleName = ruleName;
        this.description = description;
        this.own = own;
    }

    /** The name, as {@code # check=skip=} takes it. */
    public String ruleName() {
        return ruleName;
    }

    public String description() {
        return description;
    }

    /** Whether the rule is applied only where {@code # check=experimental=} asks for it. */
    public boolean isExperimental() {
        return this == INVALID_DEFINITION_DESCRIPTION || this == COPY_IGNORED_FILE;
    }

    /** Whether docker has no such rule. */
    public boolean isOwn() {
        return own;
    }

    /** The page that explains the rule: docker's, or a place in our documentation. */
    public String url() {
        if (own) {
            return "docs/checks.md#" + ruleName.toLowerCase(Locale.ROOT);
        }
        StringBuilder page = new StringBuilder();
        for (int i = 0; i < ruleName.length(); i++) {
            char c = ruleName.charAt(i);
            boolean lowerBefore = i > 0 && Character.isLowerCase(ruleName.charAt(i - 1));
            boolean lowerAfter = i + 1 < ruleName.length() && Character.isLowerCase(ruleName.charAt(i + 1));
            if (i > 0 && Character.isUpperCase(c) && (lowerBefore || lowerAfter)) {
                page.append('-');
            }
            page.append(Character.toLowerCase(c));
        }
        return "https://docs.docker.com/go/dockerfile/rule/" + page + "/";
    }
}
