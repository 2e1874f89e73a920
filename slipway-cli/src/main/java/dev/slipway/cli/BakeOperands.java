// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

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
                targets.add(operand.text());
            }
        }
        return new BakeOperands(url, context, targets);
    }

    // the name of a target has no slash in it
    private static boolean isUrl(Argument operand) {
        return operand.text().indexOf('/') >= 0 && BuildContextReader.isRemote(operand.text());
    }
}
