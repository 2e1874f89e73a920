// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One request, to be sent as often as needed.
 *
 * @param act what it is for, in words, the object included: {@code fetch the manifest docker.io/library/busybox:latest}
 * @param scope the rights that it needs, as token servers write them
 * @param bodyBytes how long the body is
 * @param body made anew for each attempt
 */
record Call(
        String act,
        Endpoint endpoint,
        String method,
        URI uri,
        String scope,
        Map<String, String> headers,
        long bodyBytes,
        Supplier<BodyPublisher> body) {
    Call(String act, Endpoint endpoint, String method, URI uri, String scope) {
        this(act, endpoint, method, uri, scope, Map.of(), 0, BodyPublishers::noBody);
    }

    Call with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Call(act, endpoint, method, uri, scope, more, bodyBytes, body);
    }

    Call withBody(long size, Supplier<BodyPublisher> content) {
        return new Call(act, endpoint, method, uri, scope, headers, size, content);
    }

    Call at(URI other) {
        return new Call(act, endpoint, method, other, scope, headers, bodyBytes, body);
    }

    Call at(Endpoint other) {
        String rest = uri.toString().substring(endpoint.base().length());
        return new Call(act, other, method, URI.create(other.base() + rest), scope, headers, bodyBytes, body);
    }
}
