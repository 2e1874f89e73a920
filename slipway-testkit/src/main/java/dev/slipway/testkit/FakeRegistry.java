// SPDX-License-Identifier: Apache-2.0
package dev.slipway.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.slipway.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A registry in memory on loopback that speaks the OCI distribution protocol, and does wrong what it is told to. */
public final class FakeRegistry implements AutoCloseable {
    static final class Manifest {
        private final String type;
        private final byte[] bytes;

        Manifest(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        String type() {
            return type;
        }

        byte[] bytes() {
            return bytes;
        }
    }

    private final HttpServer server;
    private final FakeTokens tokens = new FakeTokens();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<Fault, Integer> faults = new ConcurrentHashMap<>();
    final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    final Map<String, Map<String, Manifest>> repositories = new ConcurrentHashMap<>();
    final Map<String, ByteArrayOutputStream> uploads = new ConcurrentHashMap<>();
    volatile int pageSize = Integer.MAX_VALUE;
    volatile boolean hasReferrers = true;

    private FakeRegistry(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port. */
    public static FakeRegistry start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeRegistry registry = new FakeRegistry(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", registry::handle);
            server.start();
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code 127.0.0.1:PORT}. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Does this wrong from now on, as often as it says. */
    public FakeRegistry script(Fault fault) {
        faults.put(fault, fault.times());
        return this;
    }

    /** Does this right again. */
    public FakeRegistry heal(Fault fault) {
        faults.remove(fault);
        return this;
    }

    /** Wants this login, by Basic. */
    public FakeRegistry wantsBasic(String user, String password) {
        tokens.basic(user, password);
        return this;
    }

    /** Wants a token, which is given for this login. */
    public FakeRegistry wantsToken(String user, String password) {
        tokens.bearer(user, password);
        return this;
    }

    public FakeRegistry pagesOf(int size) {
        pageSize = size;
        return this;
    }

    public FakeRegistry withoutReferrers() {
        hasReferrers = false;
        return this;
    }

    /** Puts a blob there without a request. */
    public Digest blob(String repository, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        blobs.put(repository + "@" + digest, bytes);
        return digest;
    }

    /** Puts a manifest there without a request. */
    public Digest manifest(String repository, String tag, String type, byte[] bytes) {
        Digest digest = Digest.of(bytes);
        Map<String, Manifest> all = repositories.computeIfAbsent(repository, _ -> new TreeMap<>());
        all.put(tag, new Manifest(type, bytes));
        all.put(digest.toString(), new Manifest(type, bytes));
        return digest;
    }

    /** How many uploads were begun and neither finished nor cancelled. */
    public int unfinished() {
        return uploads.size();
    }

    /** The blob, if the repository has it. */
    public Optional<byte[]> blob(String repository, Digest digest) {
        return Optional.ofNullable(blobs.get(repository + "@" + digest)).map(byte[]::clone);
    }

    /** What came, as {@code METHOD path}, in order. */
    public List<String> requests() {
        return new ArrayList<>(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        try (exchange) {
            Optional<Fault> fault = nextFault(exchange);
            if (fault.orElse(null) instanceof Fault.ForgetsTokens) {
                tokens.forget();
            }
            FakeAnswer answer = new FakeAnswer(exchange, fault);
            if (fault.orElse(null) instanceof Fault.Refuses refusal) {
                refusal.retryAfter().ifPresent(value -> answer.header("Retry-After", value));
                answer.error(refusal.status(), "TESTED", "as the script says");
            } else if (tokens.admits(exchange, answer, address())) {
                new FakeProtocol(this, exchange, answer).run();
            }
        }
    }

    private synchronized Optional<Fault> nextFault(HttpExchange exchange) {
        for (Map.Entry<Fault, Integer> entry : faults.entrySet()) {
            Fault fault = entry.getKey();
            boolean here = exchange.getRequestMethod().equals(fault.method())
                    && exchange.getRequestURI().toString().contains(fault.path());
            if (here && entry.getValue() > 0) {
                faults.put(fault, entry.getValue() - 1);
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
