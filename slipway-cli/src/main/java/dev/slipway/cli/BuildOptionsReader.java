// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.exec.Network;
import dev.slipway.exec.Ulimit;
import dev.slipway.export.Annotation;
import dev.slipway.export.OutputSpec;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.text.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes {@link BuildOptions} of what stood on the command line. */
final class BuildOptionsReader {
    private final ParsedOptions parsed;
    private final Io io;

    BuildOptionsReader(ParsedOptions parsed, Io io) {
        this.parsed = parsed;
        this.io = io;
    }

    BuildOptions read() {
        refuseOtherValues();
        List<ImageReference> tags = tags();
        SecretReader secrets = new SecretReader(io.environment());
        List<SecretSpec> secretSpecs = new ArrayList<>();
        for (Argument value : parsed.values(BuildTable.SECRET)) {
            secretSpecs.add(secrets.secret(value));
        }
        List<SshSpec> sshSpecs = new ArrayList<>();
        for (Argument value : parsed.values(BuildTable.SSH)) {
            sshSpecs.add(secrets.ssh(value));
        }
        BuildOptions.Source source = source();
        Call call = CallReader.read(parsed);
        return new BuildOptions(
                source,
                nonEmpty(BuildTable.TARGET),
                platforms(),
                tags,
                pairs(BuildTable.BUILD_ARG, true),
                pairs(BuildTable.LABEL, false),
                new BuildOptions.Caching(
                        parsed.isSet(BuildTable.NO_CACHE),
                        split(BuildTable.NO_CACHE_FILTER),
                        parsed.isSet(BuildTable.PULL),
                        parsed.isSet(BuildTable.FAIL_ON_MISS),
                        parsed.isSet(BuildTable.VERIFY_REPRODUCIBLE),
                        new CacheReader(io.environment()).read(parsed)),
                steps(),
                secretSpecs,
                sshSpecs,
                allowed(),
                call.kind() == Call.Kind.BUILD ? outputs(tags) : List.of(),
                new BuildOptions.Report(
                        ProgressReader.read(parsed, io), file(BuildTable.IIDFILE), file(BuildTable.METADATA_FILE)),
                call);
    }

    private void refuseOtherValues() {
        only(BuildTable.BUILDER, "there is one builder, \"default\"", "", "default");
        String later = "attestations are not there yet";
        only(BuildTable.PROVENANCE, later, "", "false", "0", "disabled=true");
        only(BuildTable.SBOM, later, "", "false", "0", "disabled=true");
        for (Argument value : parsed.values(BuildTable.ATTEST)) {
            if (!Attributes.of(value).isTrue("disabled", false)) {
                throw value.error(later, "leave it out, or say disabled=true");
            }
        }
    }

    private void only(Option option, String message, String... allowed) {
        for (Argument value : parsed.values(option)) {
            if (!List.of(allowed).contains(value.text().toLowerCase(Locale.ROOT))) {
                throw value.error(message, "expected: " + allowed[1]);
            }
        }
    }

    private BuildOptions.Source source() {
        BuildInput context = BuildContextReader.input(parsed.operands().getFirst());
        Optional<Argument> file = parsed.value(BuildTable.FILE);
        DockerfileSource dockerfile =
                file.isPresent() ? BuildContextReader.dockerfile(file.get()) : new DockerfileSource.InContext();
        if (context instanceof BuildInput.Stdin && dockerfile instanceof DockerfileSource.Stdin) {
            throw file.orElseThrow()
                    .error("context and Dockerfile cannot both come from the standard input", "name a file or folder");
        }
        Map<String, BuildContextSpec> named = new LinkedHashMap<>();
        for (Argument value : parsed.values(BuildTable.BUILD_CONTEXT)) {
            BuildContextSpec spec = BuildContextReader.named(value);
            named.put(spec.name(), spec);
        }
        return new BuildOptions.Source(context, dockerfile, List.copyOf(named.values()));
    }

    private List<ImageReference> tags() {
        List<ImageReference> tags = new ArrayList<>();
        for (Argument value : parsed.values(BuildTable.TAG)) {
            ImageReference name = ImageName.read(value);
            if (!tags.contains(name)) {
                tags.add(name);
            }
        }
        return tags;
    }

    private List<Platform> platforms() {
        List<Argument> given = parsed.values(BuildTable.PLATFORM);
        if (given.isEmpty() && !io.variable("DOCKER_DEFAULT_PLATFORM").isEmpty()) {
            String text = io.variable("DOCKER_DEFAULT_PLATFORM");
            CommandLine line = new CommandLine(List.of("DOCKER_DEFAULT_PLATFORM=" + text), 0);
            given = List.of(new Argument("environment", text, line, 0, 0, "DOCKER_DEFAULT_PLATFORM=".length()));
        }
        List<Platform> found = new ArrayList<>();
        for (Argument value : given) {
            for (Platform platform : PlatformReader.list(value)) {
                if (!found.contains(platform)) {
                    found.add(platform);
                }
            }
        }
        return found;
    }

    private Map<String, String> pairs(Option option, boolean fromEnvironment) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Argument value : parsed.values(option)) {
            String text = value.text();
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            if (name.isBlank()) {
                throw value.error(0, Math.max(1, equals), "the name is empty", "expected: " + option.valueName());
            }
            if (equals >= 0) {
                pairs.put(name, text.substring(equals + 1));
            } else if (!fromEnvironment) {
                pairs.put(name, "");
            } else if (io.environment().containsKey(name)) {
                pairs.put(name, io.variable(name));
            } else {
                pairs.remove(name);
            }
        }
        return pairs;
    }

    private List<String> split(Option option) {
        List<String> found = new ArrayList<>();
        for (Argument value : parsed.values(option)) {
            for (Argument field : Csv.fields(value)) {
                if (!field.text().isBlank()) {
                    found.add(field.text().strip());
                }
            }
        }
        return found;
    }

    private BuildOptions.StepDefaults steps() {
        List<HostEntry> hosts = new ArrayList<>();
        for (Argument value : parsed.values(BuildTable.ADD_HOST)) {
            for (Argument field : Csv.fields(value)) {
                hosts.add(StepReader.host(field));
            }
        }
        Map<String, Ulimit> limits = new LinkedHashMap<>();
        for (Argument value : parsed.values(BuildTable.ULIMIT)) {
            Ulimit limit = StepReader.ulimit(value);
            limits.put(limit.name(), limit);
        }
        Optional<Argument> network = parsed.value(BuildTable.NETWORK);
        Optional<Argument> shm = parsed.value(BuildTable.SHM_SIZE);
        return new BuildOptions.StepDefaults(
                network.isPresent() ? StepReader.network(network.get()) : Network.DEFAULT,
                hosts,
                shm.isPresent() ? Optional.of(StepReader.size(shm.get())) : Optional.empty(),
                List.copyOf(limits.values()));
    }

    // --network=host allows network.host by itself, as in buildx
    private Set<Entitlement> allowed() {
        Set<Entitlement> allowed = EnumSet.noneOf(Entitlement.class);
        if (parsed.text(BuildTable.NETWORK).equals("host")) {
            allowed.add(Entitlement.NETWORK_HOST);
        }
        for (Argument value : parsed.values(BuildTable.ALLOW)) {
            switch (value.text()) {
                case "network.host" -> allowed.add(Entitlement.NETWORK_HOST);
                case "security.insecure" -> allowed.add(Entitlement.SECURITY_INSECURE);
                default ->
                    throw value.error(
                            "there is no privilege \"" + CommandLine.printable(value.text()) + "\"",
                            Suggestion.didYouMean(value.text(), List.of("network.host", "security.insecure"))
                                    .orElse("expected: network.host or security.insecure"));
            }
        }
        return allowed;
    }

    private List<OutputSpec> outputs(List<ImageReference> tags) {
        List<Annotation> annotations = new ArrayList<>();
        boolean hasIndex = platforms().size() > 1;
        for (Argument value : parsed.values(BuildTable.ANNOTATION)) {
            annotations.addAll(AnnotationReader.option(value, hasIndex));
        }
        OutputReader reader =
                new OutputReader(tags, annotations, hasIndex, io.terminals().out());
        List<OutputSpec> outputs = new ArrayList<>();
        for (Argument value : parsed.values(BuildTable.OUTPUT)) {
            outputs.add(reader.read(value));
        }
        if (parsed.isSet(BuildTable.PUSH)) {
            push(outputs, reader, tags);
        }
        if (parsed.isSet(BuildTable.LOAD) && outputs.stream().noneMatch(BuildOptionsReader::loads)) {
            outputs.add(reader.plainDocker());
        }
        if (outputs.isEmpty()) {
            outputs.add(reader.plainImage(false));
        }
        refuseTwoOnStdout(outputs);
        if (platforms().size() > 1) {
            SeveralPlatforms.refuse(parsed.values(BuildTable.PLATFORM), outputs);
        }
        return outputs;
    }

    // buildx: --push turns image outputs into pushed ones, and adds one where there is none
    private void push(List<OutputSpec> outputs, OutputReader reader, List<ImageReference> tags) {
        boolean isPushed = false;
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i) instanceof OutputSpec.Image image) {
                outputs.set(
                        i,
                        new OutputSpec.Image(
                                image.image(),
                                true,
                                image.pushByDigest(),
                                image.insecure(),
                                image.store(),
                                image.unpack()));
                requireName(image.image().names());
                isPushed = true;
            } else if (outputs.get(i) instanceof OutputSpec.Registry) {
                isPushed = true;
            }
        }
        if (!isPushed) {
            requireName(tags);
            outputs.add(reader.plainImage(true));
        }
    }

    private void requireName(List<ImageReference> names) {
        if (names.isEmpty()) {
            throw parsed.value(BuildTable.PUSH)
                    .orElseThrow()
                    .error("an image to push needs a name", "add --tag REGISTRY/NAME");
        }
    }

    private static boolean loads(OutputSpec output) {
        return output instanceof OutputSpec.Docker docker
                && docker.destination().isEmpty();
    }

    private void refuseTwoOnStdout(List<OutputSpec> outputs) {
        int count = 0;
        for (OutputSpec output : outputs) {
            if (OutputReader.isStdout(output)) {
                count++;
            }
        }
        if (count > 1) {
            throw parsed.values(BuildTable.OUTPUT)
                    .getLast()
                    .error("two outputs cannot both go to the standard output", "add dest=FILE to one");
        }
    }

    private Optional<String> nonEmpty(Option option) {
        String text = parsed.text(option);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private Optional<Path> file(Option option) {
        Optional<Argument> value = parsed.value(option);
        return value.isPresent() ? Optional.of(Paths.toWrite(value.get())) : Optional.empty();
    }
}
