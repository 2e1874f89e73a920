// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.Suggestion;
import java.util.List;
import java.util.Map;

/** What may stand in the build section of a service: the keys that there are, and the form of each one's value. */
final class ComposeCheck {
    private enum Form {
        SCALAR("a single value", "expected a text"),
        LIST("a list", "expected lines - ITEM, or [ITEM, ITEM]"),
        LIST_OR_TEXT("a list", "expected lines - ITEM, or [ITEM, ITEM]"),
        PAIRS("values by name", "expected lines NAME: VALUE, or - NAME=VALUE"),
        MAP("a map", "expected lines NAME: VALUE");

        private final String shown;
        private final String expected;

        Form(String shown, String expected) {
            this.shown = shown;
            this.expected = expected;
        }

        private boolean holds(Object value) {
            return switch (this) {
                case SCALAR -> isScalar(value);
                case LIST -> value instanceof List;
                case LIST_OR_TEXT -> value instanceof List || value instanceof String;
                case PAIRS -> value instanceof List || value instanceof Map;
                case MAP -> value instanceof Map;
            };
        }
    }

    private static final Map<String, Form> KNOWN = Map.ofEntries(
            Map.entry("context", Form.SCALAR),
            Map.entry("dockerfile", Form.SCALAR),
            Map.entry("dockerfile_inline", Form.SCALAR),
            Map.entry("args", Form.PAIRS),
            Map.entry("ssh", Form.PAIRS),
            Map.entry("cache_from", Form.LIST),
            Map.entry("cache_to", Form.LIST),
            Map.entry("no_cache", Form.SCALAR),
            Map.entry("additional_contexts", Form.PAIRS),
            Map.entry("extra_hosts", Form.PAIRS),
            Map.entry("isolation", Form.SCALAR),
            Map.entry("network", Form.SCALAR),
            Map.entry("pull", Form.SCALAR),
            Map.entry("shm_size", Form.SCALAR),
            Map.entry("target", Form.SCALAR),
            Map.entry("labels", Form.PAIRS),
            Map.entry("tags", Form.LIST),
            Map.entry("platforms", Form.LIST),
            Map.entry("privileged", Form.SCALAR),
            Map.entry("secrets", Form.LIST),
            Map.entry("ulimits", Form.MAP),
            Map.entry("entitlements", Form.LIST),
            Map.entry("provenance", Form.SCALAR),
            Map.entry("sbom", Form.SCALAR),
            Map.entry("no_cache_filter", Form.LIST_OR_TEXT),
            Map.entry("x-bake", Form.MAP));

    /** What a service has, as compose knows it; bake reads few of them. */
    static final List<String> OF_SERVICES = List.of(
            ("annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name "
                            + "cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpus cpuset "
                            + "credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt dns_search "
                            + "domainname driver_opts entrypoint env_file environment expose extends external_links extra_hosts "
                            + "gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging "
                            + "mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks "
                            + "oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop privileged "
                            + "profiles provider pull_policy pull_refresh_after read_only restart runtime scale secrets "
                            + "security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty "
                            + "ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir")
                    .split(" "));

    private ComposeCheck() {}

    private static boolean isScalar(Object value) {
        return !(value instanceof List) && !(value instanceof Map);
    }

    /** What a service is must be a map, and its build section a folder or a map. */
    static void service(Object service) throws InvalidSetting {
        if (!(service instanceof Map<?, ?> map)) {
            throw new InvalidSetting("a service is a map", "expected image: or build: in it");
        }
        Object build = map.get("build");
        if (build != null && !(build instanceof String) && !(build instanceof Map)) {
            throw new InvalidSetting(
                            "the build section is a folder or a map",
                            "expected build: FOLDER, or context: FOLDER in it")
                    .under("build");
        }
    }

    static void build(Map<String, Object> build) throws InvalidSetting {
        for (Map.Entry<String, Object> entry : build.entrySet()) {
            String key = entry.getKey();
            Form form = KNOWN.get(key);
            if (form == null && !key.startsWith("x-")) {
                String near = Suggestion.didYouMean(key, KNOWN.keySet()).orElse("take it away, or name it x-" + key);
                throw new InvalidSetting("a build section has no \"" + key + "\"", near).under(key, ComposeYaml.KEY);
            }
            if (form != null && entry.getValue() != ComposeValues.Absent.NULL) {
                check(key, entry.getValue(), form);
            }
        }
    }

    private static void check(String key, Object value, Form form) throws InvalidSetting {
        if (!form.holds(value)) {
            throw new InvalidSetting("\"" + key + "\" is " + form.shown, form.expected).under(key);
        }
        if (form == Form.PAIRS && value instanceof Map<?, ?> map && !key.equals("extra_hosts")) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getValue() instanceof List || entry.getValue() instanceof Map) {
                    throw new InvalidSetting(
                                    "a value of \"" + key + "\" is a single one",
                                    "expected a text, a number, true or false")
                            .under(key, String.valueOf(entry.getKey()));
                }
            }
        }
        boolean isOfTexts = form != Form.MAP && !key.equals("secrets");
        for (Object item : isOfTexts && value instanceof List<?> list ? list : List.of()) {
            if (!(item instanceof String)) {
                throw new InvalidSetting(
                                "an element of \"" + key + "\" is a text, not " + kind(item), expected(item, form))
                        .under(key, String.valueOf(item));
            }
        }
    }

    private static String kind(Object item) {
        if (item instanceof Map || item instanceof List) {
            return item instanceof Map ? "a map" : "a list";
        }
        if (item instanceof Boolean) {
            return "true or false";
        }
        return item instanceof Number ? "a number" : "nothing";
    }

    private static String expected(Object item, Form form) {
        boolean isWord = item instanceof Number || item instanceof Boolean;
        String lines = form == Form.PAIRS ? "expected lines - NAME=VALUE" : "expected lines - ITEM";
        return isWord ? lines + ", or quotes: - \"" + item + "\"" : lines;
    }
}
