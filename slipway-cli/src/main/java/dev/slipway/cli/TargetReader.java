// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Entry;
import dev.slipway.bake.Field;
import dev.slipway.bake.Setting;
import dev.slipway.bake.Target;
import dev.slipway.cache.CachePlace;
import dev.slipway.cache.CacheSink;
import dev.slipway.cli.view.ProgressMode;
import dev.slipway.exec.Network;
import dev.slipway.exec.Ulimit;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.GoPath;
import dev.slipway.text.Outcome;
import dev.slipway.text.Severity;
import dev.slipway.text.SourceException;
import dev.slipway.text.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes {@link BuildOptions} of a target of a bake file, as if it had been written as a {@code slipway build}. */
final class TargetReader {
    private static final String HERE = "cwd://";
    private static final String DOCKERFILE = "Dockerfile";

    private final Target target;
    private final Optional<Call> call;
    private final Io io;

    /** @param call what the command line asks instead of building */
    TargetReader(Target target, Optional<Call> call, Io io) {
        this.target = target;
        this.call = call;
        this.io = io;
    }

    BuildOptions read() {
        refuseAttestations();
        refusePolicies();
        List<Platform> platforms = platforms();
        List<ImageReference> tags = tags();
        Call asked = call();
        return new BuildOptions(
                source(),
                Optional.of(target.text(Field.TARGET)).filter(text -> !text.isEmpty()),
                platforms,
                tags,
                target.pairs(Field.ARGS),
                target.pairs(Field.LABELS),
                new BuildOptions.Caching(
                        isOn(Field.NO_CACHE),
                        target.texts(Field.NO_CACHE_FILTER),
                        isOn(Field.PULL),
                        false,
                        false,
                        caches()),
                steps(),
                secrets(),
                keys(),
                allowed(),
                asked.kind() == Call.Kind.BUILD ? new TargetOutputs(target, io).read(tags, platforms) : List.of(),
                new BuildOptions.Report(ProgressMode.NONE, Optional.empty(), Optional.empty()),
                asked);
    }

    private BuildOptions.Travelling caches() {
        CacheReader reader = new CacheReader(io.environment());
        List<CachePlace> from = new ArrayList<>();
        for (Entry entry : target.entries(Field.CACHE_FROM)) {
            from.add(reader.source(TargetOutputs.attributes(target, Field.CACHE_FROM, entry)));
        }
        List<CacheSink> to = new ArrayList<>();
        for (Entry entry : target.entries(Field.CACHE_TO)) {
            to.add(reader.sink(TargetOutputs.attributes(target, Field.CACHE_TO, entry)));
        }
        return new BuildOptions.Travelling(from, to);
    }

    private Argument argument(Field field, String text) {
        return TargetAttribute.argument(target, field, text);
    }

    private boolean isOn(Field field) {
        return target.get(field).orElse(null) instanceof Setting.Flag(var on) && on;
    }

    private void refuseAttestations() {
        for (Entry entry : target.entries(Field.ATTEST)) {
            if (!entry.attributes().containsKey("disabled")) {
                throw argument(Field.ATTEST, "type=" + entry.attributes().getOrDefault("type", ""))
                        .error("attestations are not there yet", "leave it out, or say disabled=true");
            }
        }
    }

    // what is not checked must not seem to be
    private void refusePolicies() {
        boolean asks = target.entries(Field.POLICY).stream()
                .anyMatch(entry -> !entry.attributes().containsKey("disabled"));
        if (asks) {
            Diagnostic fault = new Diagnostic(
                    Severity.ERROR,
                    Optional.empty(),
                    "target \"" + target.name() + "\": policies are not evaluated yet",
                    Optional.of("leave it out, or say disabled=true"),
                    Optional.ofNullable(target.places().get(Field.POLICY)),
                    List.of());
            throw new SourceException(Outcome.USAGE, List.of(fault));
        }
    }

    private BuildOptions.Source source() {
        BuildInput context = BuildContextReader.input(argument(Field.CONTEXT, target.text(Field.CONTEXT)));
        List<BuildContextSpec> named = new ArrayList<>();
        target.pairs(Field.CONTEXTS).forEach((name, place) -> {
            String here = place.startsWith(HERE) ? GoPath.clean(place.substring(HERE.length())) : place;
            named.add(BuildContextReader.named(argument(Field.CONTEXTS, name + "=" + here)));
        });
        return new BuildOptions.Source(context, dockerfile(context), named);
    }

    // relative to the context, not to the working folder as with build
    private DockerfileSource dockerfile(BuildInput context) {
        String inline = target.text(Field.DOCKERFILE_INLINE);
        if (!inline.isEmpty()) {
            return new DockerfileSource.Inline("dockerfile-inline of " + target.name(), inline);
        }
        String text = target.text(Field.DOCKERFILE);
        if (text.startsWith(HERE)) {
            String path = Path.of(GoPath.clean(text.substring(HERE.length())))
                    .toAbsolutePath()
                    .toString();
            return context instanceof BuildInput.Folder
                    ? new DockerfileSource.At(path)
                    : new DockerfileSource.OnMachine(path);
        }
        if (text.isEmpty() || text.equals(DOCKERFILE)) {
            return new DockerfileSource.InContext();
        }
        DockerfileSource source = BuildContextReader.dockerfile(argument(Field.DOCKERFILE, text));
        return source instanceof DockerfileSource.At(var path) && context instanceof BuildInput.Folder(var folder)
                ? new DockerfileSource.At(folder.resolve(GoPath.clean(path)).toString())
                : source;
    }

    private List<ImageReference> tags() {
        List<ImageReference> tags = new ArrayList<>();
        for (String text : target.texts(Field.TAGS)) {
            ImageReference name = ImageName.read(argument(Field.TAGS, text));
            if (!tags.contains(name)) {
                tags.add(name);
            }
        }
        return tags;
    }

    private List<Platform> platforms() {
        List<Platform> found = new ArrayList<>();
        for (String text : target.texts(Field.PLATFORMS)) {
            for (Platform platform : PlatformReader.list(argument(Field.PLATFORMS, text))) {
                if (!found.contains(platform)) {
                    found.add(platform);
                }
            }
        }
        return found;
    }

    private BuildOptions.StepDefaults steps() {
        List<HostEntry> hosts = new ArrayList<>();
        target.pairs(Field.EXTRA_HOSTS)
                .forEach((host, address) ->
                        hosts.add(StepReader.host(argument(Field.EXTRA_HOSTS, host + "=" + address))));
        Map<String, Ulimit> limits = new LinkedHashMap<>();
        for (String text : target.texts(Field.ULIMITS)) {
            Ulimit limit = StepReader.ulimit(argument(Field.ULIMITS, text));
            limits.put(limit.name(), limit);
        }
        String network = target.text(Field.NETWORK);
        String shm = target.text(Field.SHM_SIZE);
        return new BuildOptions.StepDefaults(
                network.isEmpty() ? Network.DEFAULT : StepReader.network(argument(Field.NETWORK, network)),
                hosts,
                shm.isEmpty() ? Optional.empty() : Optional.of(StepReader.size(argument(Field.SHM_SIZE, shm))),
                List.copyOf(limits.values()));
    }

    private List<SecretSpec> secrets() {
        SecretReader reader = new SecretReader(io.environment());
        List<SecretSpec> secrets = new ArrayList<>();
        for (Entry entry : target.entries(Field.SECRET)) {
            secrets.add(reader.secret(TargetOutputs.attributes(target, Field.SECRET, entry)));
        }
        return secrets;
    }

    private List<SshSpec> keys() {
        SecretReader reader = new SecretReader(io.environment());
        List<SshSpec> keys = new ArrayList<>();
        for (Entry entry : target.entries(Field.SSH)) {
            String id = entry.attributes().getOrDefault("id", "default");
            String text = entry.paths().isEmpty() ? id : id + "=" + String.join(",", entry.paths());
            keys.add(reader.ssh(argument(Field.SSH, text)));
        }
        return keys;
    }

    private Set<Entitlement> allowed() {
        Set<Entitlement> allowed = EnumSet.noneOf(Entitlement.class);
        for (String text : target.texts(Field.ENTITLEMENTS)) {
            switch (text) {
                case "network.host" -> allowed.add(Entitlement.NETWORK_HOST);
                case "security.insecure" -> allowed.add(Entitlement.SECURITY_INSECURE);
                default -> {
                    Argument value = argument(Field.ENTITLEMENTS, text);
                    throw text.startsWith("device")
                            ? value.error("devices are not lent to steps yet", "leave it out")
                            : value.error(
                                    "there is no such privilege",
                                    Suggestion.didYouMean(text, List.of("network.host", "security.insecure"))
                                            .orElse("expected: network.host or security.insecure"));
                }
            }
        }
        return allowed;
    }

    // what the command line asks was set in all targets; how it is to be told was not
    private Call call() {
        String own = target.text(Field.CALL);
        Call.Kind kind = own.isEmpty() ? Call.Kind.BUILD : CallReader.kind(argument(Field.CALL, own));
        Call given = call.orElse(Call.NORMAL);
        return new Call(kind, given.json(), given.ignoreStatus());
    }
}
