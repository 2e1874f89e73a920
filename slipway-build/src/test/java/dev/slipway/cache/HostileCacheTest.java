// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of each malformed document; {@code -Dslipway.golden=update} writes the file anew. */
class HostileCacheTest {
    private static final Path GOLDEN = Path.of("src/test/resources/hostile-caches.txt");
    private static final String DIGEST = Digest.of("x").toString();
    private static final String RECORD = "{\"scope\":\"\",\"key\":\"D\",\"result\":\"D\",\"layers\":[],"
            + "\"created\":\"2026-01-01T00:00:00Z\",\"description\":\"RUN make\"}";
    private static final String FACT = "{\"scope\":\"\",\"kind\":\"content\",\"key\":\"D\",\"value\":\"D\"}";
    private static final String LAYER =
            "{\"digest\":\"D\",\"size\":1,\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\"}";

    @Test
    void eachMalformedDocumentHasItsMessage() throws IOException {
        StringBuilder all = new StringBuilder();
        cases().forEach((name, json) ->
                all.append(name).append(": ").append(said(json)).append('\n'));

        if ("update".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(GOLDEN, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static String said(String json) {
        try {
            CacheDocument.read(json.replace("D\"", DIGEST + "\"").getBytes(StandardCharsets.UTF_8), "app:cache");
            return "no fault";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static Map<String, String> cases() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("empty", "");
        cases.put("HTML", "<html>");
        cases.put("an array", "[]");
        cases.put("nested without end", "{\"version\":1,\"records\":" + "[".repeat(1000));
        cases.put("too large", " ".repeat(CacheDocument.MAX_BYTES) + "{}");
        cases.put("no version", "{}");
        cases.put("another version", "{\"version\":2}");
        cases.put("version a string", "{\"version\":\"1\"}");
        cases.put("nothing in it", "{\"version\":1}");
        cases.put("unknown members", "{\"version\":1,\"more\":[1],\"records\":[" + wrapped(RECORD) + "]}");
        cases.put("records an object", "{\"version\":1,\"records\":{\"a\":1}}");
        cases.put("a record without payload", "{\"version\":1,\"records\":[{}]}");
        cases.put("a record that is a number", "{\"version\":1,\"records\":[7]}");
        cases.put("never used", "{\"version\":1,\"records\":[{\"payload\":" + RECORD + "}]}");
        cases.put("scope missing", record("\"scope\":\"\",", ""));
        cases.put("scope that climbs", record("\"scope\":\"\"", "\"scope\":\"a/../b\""));
        cases.put("key no digest", record("\"key\":\"D\"", "\"key\":\"sha256:../../etc\""));
        cases.put("result a number", record("\"result\":\"D\"", "\"result\":1"));
        cases.put("layer no digest", record("\"layers\":[]", "\"layers\":[\"a\"]"));
        cases.put("layer a number", record("\"layers\":[]", "\"layers\":[1]"));
        cases.put("too many layers", record("\"layers\":[]", "\"layers\":[" + "\"D\",".repeat(1000) + "\"D\"]"));
        cases.put("time wrong", record("2026-01-01T00:00:00Z", "yesterday"));
        cases.put("a fact without value", fact(",\"value\":\"D\"", ""));
        cases.put("a fact of much", fact("\"value\":\"D\"", "\"value\":\"" + "x".repeat(5000) + "\""));
        cases.put("a layer by no digest", layer("\"a\":" + LAYER));
        cases.put("a layer without size", layer("\"D\":" + LAYER.replace("\"size\":1,", "")));
        cases.put("a layer of less than nothing", layer("\"D\":" + LAYER.replace(":1,", ":-1,")));
        cases.put(
                "a layer that is none", layer("\"D\":" + LAYER.replace("image.layer.v1.tar", "image.config.v1+json")));
        cases.put("a layer of tomorrow", layer("\"D\":" + LAYER.replace("}", ",\"created\":\"tomorrow\"}")));
        cases.put("a layer", layer("\"D\":" + LAYER));
        return cases;
    }

    private static String wrapped(String payload) {
        return "{\"payload\":" + payload + ",\"used\":\"2026-01-01T00:00:00Z\"}";
    }

    private static String record(String old, String fresh) {
        return "{\"version\":1,\"records\":[" + wrapped(RECORD.replace(old, fresh)) + "]}";
    }

    private static String fact(String old, String fresh) {
        return "{\"version\":1,\"facts\":[" + wrapped(FACT.replace(old, fresh)) + "]}";
    }

    private static String layer(String member) {
        return "{\"version\":1,\"layers\":{" + member + "}}";
    }
}
