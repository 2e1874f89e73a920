// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Golden;
import dev.slipway.json.JsonParser;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RawJsonViewTest {
    @Test
    void eachEventIsALineWithBuildxsMembers() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RawJsonView view = new RawJsonView(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        Story story = new Story();
        story.tellTo(view);
        SourceFile file = SourceFile.of("Dockerfile", "FROM busybox\nCMD echo hi\n");

        story.declare(1, "[1/2] FROM busybox")
                .declare(2, "[2/2] RUN make", 1)
                .cached(1)
                .start(2)
                .because(2, "ARG A 1 -> 2");
        story.millis(5)
                .prints(2, "<out>\n")
                .part(2, "layer", 5, 10, false)
                .millis(5)
                .part(2, "layer", 10, 10, true);
        story.warns(Diagnostic.warning("Rule", "it is odd", file.span(13, 24)).withHelp("do better"));
        story.failed(2, "exit code: 2").declare(3, "x").start(3).cancelled(3);
        view.close();

        String text = bytes.toString(StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            assertThat(JsonParser.parse(line)).isNotNull();
        }
        Golden.check("view/raw.jsonl", text);
    }
}
