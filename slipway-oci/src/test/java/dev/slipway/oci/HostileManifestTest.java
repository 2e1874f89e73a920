// SPDX-License-Identifier: Apache-2.0
package dev.slipway.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of each malformed manifest and configuration; {@code -Dslipway.golden=update} writes the file anew. */
final class HostileManifestTest {
    private static final Path GOLDEN = Path.of("src/test/resources/hostile-manifests.txt");
    private static final String DESCRIPTOR =
            "{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"size\":2,\"digest\":\"sha256:"
                    + "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\"}";

    private interface Reading {
        void read(byte[] bytes) throws IOException;
    }

    @Test
    void eachMalformedManifestHasItsMessage() throws IOException {
        StringBuilder all = new StringBuilder();
        manifests()
                .forEach((name, json) ->
                        all.append(line("manifest, " + name, json, bytes -> ImageManifest.read(bytes, "app:v1"))));
        indexes()
                .forEach((name, json) ->
                        all.append(line("index, " + name, json, bytes -> ImageIndex.read(bytes, "app:v1"))));
        configs()
                .forEach((name, json) ->
                        all.append(line("config, " + name, json, bytes -> ImageConfig.read(bytes, "app:v1"))));

        if ("update".equals(System.getProperty("slipway.golden"))) {
            Files.writeString(GOLDEN, all);
        }
        assertThat(all.toString()).isEqualTo(Files.readString(GOLDEN));
    }

    private static String line(String name, String json, Reading reading) {
        String said;
        try {
            reading.read(json.getBytes(StandardCharsets.UTF_8));
            said = "no fault";
        } catch (IOException e) {
            said = String.valueOf(e.getMessage());
        }
        return name + ": " + said + "\n";
    }

    private static Map<String, String> manifests() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("empty", "");
        cases.put("HTML", "<html>");
        cases.put("an array", "[]");
        cases.put("two values", "{} {}");
        cases.put("nested without end", "[".repeat(1000));
        cases.put("schema 1", "{\"schemaVersion\":1}");
        cases.put("version a string", "{\"schemaVersion\":\"2\"}");
        cases.put("an index", "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\"}");
        cases.put("type a number", "{\"schemaVersion\":2,\"mediaType\":7}");
        cases.put("both kinds", "{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"manifests\":[]}");
        cases.put("no config", "{\"schemaVersion\":2,\"layers\":[]}");
        cases.put("config null", "{\"schemaVersion\":2,\"config\":null}");
        cases.put("config a string", "{\"schemaVersion\":2,\"config\":\"x\"}");
        cases.put("digest missing", config("{\"mediaType\":\"x\",\"size\":1}"));
        cases.put("digest of another kind", config("{\"mediaType\":\"x\",\"size\":1,\"digest\":\"md5:00\"}"));
        cases.put("digest a path", config("{\"mediaType\":\"x\",\"size\":1,\"digest\":\"sha256:../../etc/passwd\"}"));
        cases.put("size missing", config(DESCRIPTOR.replace("\"size\":2,", "")));
        cases.put("size negative", config(DESCRIPTOR.replace(":2,", ":-2,")));
        cases.put("size fractional", config(DESCRIPTOR.replace(":2,", ":2.5,")));
        cases.put("size beyond 64 bits", config(DESCRIPTOR.replace(":2,", ":99999999999999999999,")));
        cases.put("size a string", config(DESCRIPTOR.replace(":2,", ":\"2\",")));
        cases.put("layers an object", "{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"layers\":{}}");
        cases.put(
                "layer wrong", "{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"layers\":[" + DESCRIPTOR + ",5]}");
        cases.put("annotations wrong", "{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"annotations\":{\"a\":1}}");
        cases.put("sound", config(DESCRIPTOR));
        return cases;
    }

    private static String config(String descriptor) {
        return "{\"schemaVersion\":2,\"config\":" + descriptor + "}";
    }

    private static Map<String, String> indexes() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("a manifest", "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}");
        cases.put("both kinds", "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}");
        cases.put("manifests a string", "{\"schemaVersion\":2,\"manifests\":\"x\"}");
        cases.put(
                "platform wrong",
                "{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace("\"size\"", "\"platform\":[],\"size\"")
                        + "]}");
        cases.put(
                "urls wrong",
                "{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR.replace("\"size\"", "\"urls\":[1],\"size\"")
                        + "]}");
        return cases;
    }

    private static Map<String, String> configs() {
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("env wrong", "{\"config\":{\"Env\":\"PATH=/bin\"}}");
        cases.put("env item wrong", "{\"config\":{\"Env\":[\"A=1\",2]}}");
        cases.put("ports an array", "{\"config\":{\"ExposedPorts\":[\"80/tcp\"]}}");
        cases.put("health check wrong", "{\"config\":{\"Healthcheck\":{\"Interval\":\"5s\"}}}");
        cases.put("rootfs of another kind", "{\"rootfs\":{\"type\":\"tree\"}}");
        cases.put("diff ID wrong", "{\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:00\"]}}");
        cases.put("history wrong", "{\"history\":[{\"empty_layer\":\"yes\"}]}");
        cases.put("os with control characters", "{\"os\":{\"a\\u001b\":1}}");
        cases.put("sound", "{}");
        return cases;
    }
}
