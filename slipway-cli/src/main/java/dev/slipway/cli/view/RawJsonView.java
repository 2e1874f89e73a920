// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli.view;

import dev.slipway.digest.Digest;
import dev.slipway.json.Json;
import dev.slipway.json.JsonWriter;
import dev.slipway.progress.ProgressEvent;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.SourceSpan;
import dev.slipway.text.UrlCredentials;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** One line of JSON for each event, in the form of buildx's {@code --progress=rawjson} (BuildKit's SolveStatus). */
final class RawJsonView implements ProgressView {
    private final PrintStream out;
    private final Trace trace = new Trace();

    RawJsonView(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(ProgressEvent event) {
        Optional<Step> step = trace.apply(event);
        switch (event) {
            case ProgressEvent.Output output -> write("logs", log(output));
            // readers of this format know of no such thing: it is a line of the step's log
            case ProgressEvent.Because because -> write("logs", log(because));
            case ProgressEvent.Status status ->
                step.ifPresent(known -> write("statuses", part(known, Printable.plainText(status.id()))));
            case ProgressEvent.Warning(Diagnostic diagnostic) -> write("warnings", warning(diagnostic));
            case ProgressEvent.Declared _,
                    ProgressEvent.Started _,
                    ProgressEvent.Cached _,
                    ProgressEvent.Done _,
                    ProgressEvent.Failed _,
                    ProgressEvent.Cancelled _ -> step.ifPresent(known -> write("vertexes", vertex(known)));
        }
    }

    private void write(String kind, Json item) {
        Json line = Json.object().put(kind, Json.ofItems(List.of(item))).build();
        out.print(JsonWriter.compact(line) + "\n");
        out.flush();
    }

    private static Json vertex(Step step) {
        Json.Builder json = Json.object().put("digest", step.digest().toString());
        json.putTexts("inputs", step.inputs().stream().map(Digest::toString).toList());
        json.put("name", step.name());
        json.put("started", step.started().map(Object::toString));
        json.put("completed", step.ended().map(Object::toString));
        if (step.state() == Step.State.CACHED) {
            json.put("cached", true);
        }
        if (step.state() == Step.State.CANCELLED) {
            // the text by which readers of this format tell a cancelled step from a failed one
            json.put("error", "context canceled");
        } else if (step.state() == Step.State.FAILED) {
            json.put("error", step.error());
        }
        return json.build();
    }

    private static Json log(ProgressEvent.Because because) {
        String line = "why: " + Printable.plainText(because.reason()) + "\n";
        return log(new ProgressEvent.Output(because.step(), because.at(), ProgressEvent.Stream.STDERR, line));
    }

    private static Json log(ProgressEvent.Output output) {
        int stream = output.stream() == ProgressEvent.Stream.STDOUT ? 1 : 2;
        return Json.object()
                .put("vertex", output.step().toString())
                .put("stream", stream)
                .put("data", base64(output.text()))
                .put("timestamp", output.at().toString())
                .build();
    }

    private static Json part(Step step, String id) {
        Step.Part part = step.parts().get(id);
        if (part == null) {
            throw new IllegalStateException("no part " + id);
        }
        Json.Builder json =
                Json.object().put("id", id).put("vertex", step.digest().toString());
        if (part.total() != 0) {
            json.put("total", part.total());
        }
        json.put("current", part.current()).put("timestamp", part.at().toString());
        json.put("started", part.started().toString());
        if (part.completed()) {
            json.put("completed", part.at().toString());
        }
        return json.build();
    }

    private static Json warning(Diagnostic diagnostic) {
        String rule = diagnostic.rule().map(name -> name + ": ").orElse("");
        String line = diagnostic.at().map(at -> " (line " + at.line() + ")").orElse("");
        Json.Builder json = Json.object().put("level", 1).put("short", base64(rule + diagnostic.summary() + line));
        diagnostic.help().ifPresent(help -> json.put("detail", Json.ofTexts(List.of(base64(help)))));
        diagnostic.at().ifPresent(at -> {
            json.put(
                    "sourceInfo",
                    Json.object()
                            .put("filename", at.file().name())
                            .put(
                                    "data",
                                    Base64.getEncoder()
                                            .encodeToString(UrlCredentials.covered(
                                                    at.file().bytes())))
                            .put("language", "Dockerfile")
                            .build());
            json.put("range", Json.ofItems(List.of(range(at))));
        });
        return json.build();
    }

    private static Json range(SourceSpan at) {
        return Json.object()
                .put("start", Json.object().put("line", at.line()).build())
                .put("end", Json.object().put("line", at.lastLine()).build())
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        out.flush();
    }
}
