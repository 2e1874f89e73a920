// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands on the command line of {@code slipway bake}: perhaps where the definitions are, perhaps what their
 * {@code BAKE_CMD_CONTEXT} is, and targets.
 *
 * @param context the second URL, or {@code cwd://}
 */
record BakeOperands(Optional<Argument> url, String context, List<String> targets) {
    static final String HERE = "cwd://";
    private static final String REPOSITORY_HERE =
            "bake takes repositories by an https, ssh or git URL; of one on this machine make a working tree (git clone), and run it there";

    static BakeOperands read(List<Argument> operands) {
        Optional<Argument> url = Optional.empty();
        String context = HERE;
        List<String> targets = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Argument operand = operands.get(i);
            if (i == 0 && isUrl(operand)) {
                url = Optional.of(operand);
            } else if (i == 1 && url.isPresent() && isUrl(operand)) {
                context = operand.text();
            } else {
                refusePath(operand);
                targets.add(operand.text());
            }
        }
        return new BakeOperands(url, context, targets);
    }

    // buildx finds no such target, and says no more
    private static void refusePath(Argument operand) {
        if (operand.text().indexOf('/') >= 0) {
            String hint = operand.text().startsWith("file://") ? REPOSITORY_HERE : hint(operand);
            throw operand.error("this is a path, not the name of a target", hint);
        }
    }

    private static String hint(Argument operand) {
        Path place = Paths.of(operand);
        boolean isBare = Files.exists(place.resolve("HEAD")) && Files.isDirectory(place.resolve("objects"));
        if (isBare || Files.exists(place.resolve(".git"))) {
            return REPOSITORY_HERE;
        }
        if (Files.isDirectory(place)) {
            return "bake reads the files of the folder that it runs in: cd " + operand.text();
        }
        return Files.exists(place)
                ? "a bake file is named by --file: -f " + operand.text()
                : "expected targets, or a URL such as https://example.org/project.git#BRANCH:FOLDER";
    }

    // the name of a target has no slash in it
    private static boolean isUrl(Argument operand) {
        return operand.text().indexOf('/') >= 0 && BuildContextReader.isRemote(operand.text());
    }
}
