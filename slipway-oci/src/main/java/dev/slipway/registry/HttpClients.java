// SPDX-License-Identifier: Apache-2.0
package dev.slipway.registry;

import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** One client for all, and one for registries whose certificate nobody checks; each made when first needed. */
final class HttpClients {
    private @Nullable HttpClient strict;
    private @Nullable HttpClient lax;

    synchronized HttpClient of(boolean insecure) {
        if (insecure) {
            HttpClient client =
                    lax == null ? builder().sslContext(trustingAll()).build() : lax;
            lax = client;
            return client;
        }
        HttpClient client = strict == null ? builder().build() : strict;
        strict = client;
        return client;
    }

    // HTTP/1.1: one connection for each transfer; HTTP/2's flow control holds big blobs back
    private static HttpClient.Builder builder() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(20));
    }

    private static SSLContext trustingAll() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has TLS", e);
        }
    }

    synchronized void close() {
        if (strict != null) {
            strict.shutdownNow();
        }
        if (lax != null) {
            lax.shutdownNow();
        }
    }

    /** For registries that the user listed as insecure. The extended form leaves the host name unchecked too. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
