// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Answers, as truly as the fault allows. */
final class FakeAnswer {
    private final HttpExchange exchange;
    private final Optional<Fault> fault;

    FakeAnswer(HttpExchange exchange, Optional<Fault> fault) {
        this.exchange = exchange;
        this.fault = fault;
    }

    Optional<Fault> fault() {
        return fault;
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void error(int status, String code, String message) throws IOException {
        String json = "{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"" + message + "\"}]}";
        send(status, json.getBytes(StandardCharsets.UTF_8));
    }

    void send(int status, byte[] body) throws IOException {
        byte[] bytes = body;
        int announced = body.length;
        int sent = body.length;
        switch (fault.orElse(null)) {
            case Fault.CutsBody cut -> sent = Math.min(sent, cut.afterBytes());
            case Fault.FlipsBit _
            when body.length > 0 -> {
                bytes = body.clone();
                bytes[body.length / 2] ^= 1;
            }
            case Fault.LiesAboutLength lie -> {
                bytes = Arrays.copyOf(body, body.length + lie.by());
                announced = bytes.length;
                sent = bytes.length;
            }
            case Fault.LosesAnswer _ -> {
                return;
            }
            case Fault.Dawdles dawdles -> pause(dawdles);
            case null, default -> {}
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            header("Content-Length", Integer.toString(announced));
        }
        exchange.sendResponseHeaders(status, head || announced == 0 ? -1 : announced);
        if (!head && announced > 0) {
            write(bytes, sent, announced);
        }
    }

    private void write(byte[] bytes, int sent, int announced) throws IOException {
        OutputStream out = exchange.getResponseBody();
        out.write(bytes, 0, sent);
        out.flush();
        if (sent == announced) {
            out.close();
        }
    }

    private static void pause(Fault.Dawdles dawdles) {
        try {
            Thread.sleep(dawdles.pause());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
