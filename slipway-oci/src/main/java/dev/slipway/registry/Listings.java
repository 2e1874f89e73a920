// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import dev.slipway.digest.Digest;
import dev.slipway.json.JsonParser;
import dev.slipway.json.JsonSyntaxException;
import dev.slipway.oci.Descriptor;
import dev.slipway.oci.ImageIndex;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.MalformedImageException;
import dev.slipway.text.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What comes in pages: tags, referrers. */
final class Listings {
    private static final int MAX_PAGE = 8 << 20;
    private static final int MAX_PAGES = 1000;

    private final Wire wire;
    private final Endpoint endpoint;

    Listings(Wire wire, Endpoint endpoint) {
        this.wire = wire;
        this.endpoint = endpoint;
    }

    List<String> tags(ImageReference repository) {
        List<String> tags = new ArrayList<>();
        Call call = new Call(
                "list the tags of " + repository.familiarName(),
                endpoint,
                "GET",
                endpoint.uri(repository.repository() + "/tags/list?n=1000"),
                RegistryClient.pull(repository));
        for (Page page : pages(call)) {
            try {
                tags.addAll(JsonParser.parse(page.body).texts("tags"));
            } catch (JsonSyntaxException e) {
                throw Failures.wrong(call, "sent a list that is not JSON: " + e.getMessage());
            }
        }
        return tags;
    }

    ImageIndex referrers(ImageReference repository, Digest subject, Optional<String> artifactType) {
        String filter = artifactType
                .map(type -> "?artifactType=" + URLEncoder.encode(type, StandardCharsets.UTF_8))
                .orElse("");
        Call call = new Call(
                "list what refers to " + repository.familiarName() + "@" + subject,
                endpoint,
                "GET",
                endpoint.uri(repository.repository() + "/referrers/" + subject + filter),
                RegistryClient.pull(repository));
        List<Descriptor> found = new ArrayList<>();
        for (Page page : pagesOrFallback(call, repository, subject)) {
            try {
                found.addAll(
                        ImageIndex.read(page.body, "referrers of " + subject).manifests());
            } catch (MalformedImageException e) {
                throw Failures.wrong(call, "sent no index: " + e.getMessage());
            }
        }
        // a registry need not filter
        found.removeIf(one -> artifactType.isPresent() && !one.artifactType().equals(artifactType));
        return ImageIndex.of(true, found);
    }

    private List<Page> pagesOrFallback(Call call, ImageReference repository, Digest subject) {
        try {
            return pages(call);
        } catch (RegistryException e) {
            if (!e.isNotFound()) {
                throw e;
            }
        }
        // OCI distribution 1.1, "Unavailable Referrers API"
        ImageReference tag = repository.withTag("sha256-" + subject.hex());
        try {
            return List.of(new Page(new Manifests(wire, endpoint).fetch(tag).toBytes()));
        } catch (RegistryException e) {
            if (e.isNotFound()) {
                return List.of();
            }
            throw e;
        }
    }

    private static final class Page {
        private final byte[] body;

        Page(byte[] body) {
            this.body = body;
        }
    }

    private List<Page> pages(Call first) {
        List<Page> pages = new ArrayList<>();
        Optional<Call> call = Optional.of(first);
        while (call.isPresent()) {
            if (pages.size() == MAX_PAGES) {
                throw Failures.wrong(first, "sends pages without end: more than " + MAX_PAGES);
            }
            try (Answer answer = wire.send(call.get(), 200)) {
                byte[] body = answer.read(MAX_PAGE);
                if (body.length > MAX_PAGE) {
                    throw Failures.wrong(first, "sent a page of more than " + MAX_PAGE + " bytes");
                }
                pages.add(new Page(body));
                call = next(first, answer);
            } catch (IOException e) {
                throw Failures.unreachable(first, e);
            }
        }
        return pages;
    }

    // Link: </v2/...?last=x&n=1000>; rel="next", on the same host
    private static Optional<Call> next(Call first, Answer answer) {
        for (String link : answer.headers().allValues("Link")) {
            int open = link.indexOf('<');
            int close = link.indexOf('>', open + 1);
            if (open >= 0 && close > open && link.substring(close).contains("next")) {
                URI uri = Failures.location(first, answer.uri(), link.substring(open + 1, close));
                if (!uri.getAuthority().equals(first.uri().getAuthority())) {
                    throw Failures.wrong(first, "continues its list on another host, " + uri.getAuthority());
                }
                return Optional.of(first.at(uri));
            }
        }
        return Optional.empty();
    }
}
