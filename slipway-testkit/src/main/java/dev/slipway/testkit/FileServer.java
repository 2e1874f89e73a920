// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback that serves files with entity tags, and remembers what it was asked. */
public final class FileServer implements AutoCloseable {
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile boolean isClosed;

    /**
     * What was asked and answered.
     *
     * @param authorization the header; empty for none
     */
    public record Request(String path, String authorization, int status) {}

    private FileServer(HttpServer server) {
        this.server = server;
    }

    /** Starts one at a free port. */
    public static FileServer start() throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        FileServer server = new FileServer(http);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    /** Serves this at the path, from now on. */
    public void put(String path, byte[] content) {
        files.put(path, content);
    }

    /** Answers everything with 401 from now on, as a server does that lets nobody in. */
    public void letNobodyIn() {
        isClosed = true;
    }

    /** The URL of a path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** All requests so far, in order. */
    public List<Request> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = isClosed ? null : files.get(path);
        int status = isClosed ? 401 : 404;
        if (isClosed) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"files\"");
        }
        if (body != null) {
            String tag = "\"" + Arrays.hashCode(body) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            status = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(new Request(path, authorization == null ? "" : authorization, status));
        byte[] sent = body != null && status == 200 ? body : new byte[0];
        exchange.sendResponseHeaders(status, sent.length > 0 ? sent.length : -1);
        if (sent.length > 0) {
            exchange.getResponseBody().write(sent);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
