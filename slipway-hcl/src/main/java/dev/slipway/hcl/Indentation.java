// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import java.util.ArrayList;
import java.util.List;

/** The indentation that all lines of a {@code <<-} heredoc have; lines of nothing but blanks don't count. */
final class Indentation {
    private Indentation() {}

    /** Takes it away from each line. */
    static void remove(List<TemplatePart> parts) {
        int least = Integer.MAX_VALUE;
        List<Integer> lines = new ArrayList<>();
        boolean atLineStart = true;
        for (int i = 0; i < parts.size(); i++) {
            TemplatePart part = parts.get(i);
            if (atLineStart) {
                int blanks = blanks(part);
                if (blanks < Integer.MAX_VALUE && part instanceof TemplatePart.Text) {
                    lines.add(i);
                }
                least = Math.min(least, blanks);
            }
            atLineStart = part instanceof TemplatePart.Text(var text, var _) && text.endsWith("\n");
        }
        for (int line : lines) {
            if (parts.get(line) instanceof TemplatePart.Text(var text, var span)) {
                parts.set(line, new TemplatePart.Text(text.substring(least), span));
            }
        }
    }

    private static int blanks(TemplatePart part) {
        if (!(part instanceof TemplatePart.Text(var text, var _))) {
            return 0;
        }
        String stripped = text.stripLeading();
        return stripped.isEmpty() && text.endsWith("\n") ? Integer.MAX_VALUE : text.length() - stripped.length();
    }
}
