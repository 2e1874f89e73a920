// SPDX-License-Identifier: Apache-2.0
package dev.slipway.bake;

import dev.slipway.text.GoPath;
import dev.slipway.text.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Checks what a target says against this machine and against what a build takes, and cleans its paths. */
final class TargetCheck {
    private static final String HERE = "cwd://";
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private final Target target;
    private final Surroundings surroundings;

    TargetCheck(Target target, Surroundings surroundings) {
        this.target = target;
        this.surroundings = surroundings;
    }

    private SourceException fault(Field field, String summary, String help) {
        return Faults.of(
                "\"" + field.attribute() + "\" of target \"" + target.name() + "\": " + summary,
                help,
                Optional.ofNullable(target.places().get(field)));
    }

    Target complete() {
        checkStandardInput();
        target.texts(Field.PLATFORMS).forEach(this::checkPlatforms);
        target.entries(Field.SECRET).forEach(this::checkSecret);
        target.entries(Field.SSH).forEach(this::checkKey);
        target.entries(Field.OUTPUT).forEach(this::checkOutput);
        target.texts(Field.ANNOTATIONS).forEach(this::checkAnnotation);
        target.texts(Field.ULIMITS).forEach(this::checkUlimit);
        if (!target.text(Field.SHM_SIZE).isEmpty() && !isSize(target.text(Field.SHM_SIZE))) {
            throw fault(
                    Field.SHM_SIZE,
                    "\"" + target.text(Field.SHM_SIZE) + "\" is no size",
                    "expected such as 64m or 2gb");
        }
        Target found = placed();
        String epoch = surroundings.environment().getOrDefault(EPOCH, "");
        Map<String, String> args = target.pairs(Field.ARGS);
        if (!epoch.isEmpty() && !args.containsKey(EPOCH)) {
            Map<String, String> more = new TreeMap<>(args);
            more.put(EPOCH, epoch);
            found = found.with(Field.ARGS, new Setting.Pairs(more));
        }
        return found;
    }

    private void checkStandardInput() {
        for (Field field : List.of(Field.CONTEXT, Field.DOCKERFILE)) {
            if (target.text(field).equals("-")) {
                throw fault(field, "the standard input can't be read here", "name a file or folder");
            }
        }
    }

    private Target placed() {
        String context = target.text(Field.CONTEXT);
        Optional<RemoteProject> repository = surroundings.remote().filter(RemoteProject::isRepository);
        if (repository.isEmpty()) {
            return target.with(Field.CONTEXT, new Setting.Text(context(context)));
        }
        if (context.startsWith(HERE)) {
            refuseDockerfileHere(context(context));
        }
        boolean isElsewhere = context.startsWith(HERE) || isRemote(context);
        String main = isElsewhere ? context(context) : within(repository.get(), Field.CONTEXT, context);
        Map<String, String> named = new TreeMap<>(target.pairs(Field.CONTEXTS));
        named.replaceAll((_, place) -> isPlace(place) ? place : within(repository.get(), Field.CONTEXTS, place));
        Target found = target.with(Field.CONTEXT, new Setting.Text(main));
        return named.isEmpty() ? found : found.with(Field.CONTEXTS, new Setting.Pairs(named));
    }

    private static String context(String context) {
        if (context.startsWith(HERE)) {
            return GoPath.clean(context.substring(HERE.length()));
        }
        return isRemote(context) ? context : GoPath.clean(context);
    }

    private static boolean isPlace(String context) {
        for (String prefix : List.of(HERE, Target.LINK, "docker-image:", "oci-layout:", "apt:")) {
            if (context.startsWith(prefix)) {
                return true;
            }
        }
        return isRemote(context);
    }

    private String within(RemoteProject repository, Field field, String path) {
        return repository
                .folder(path)
                .orElseThrow(() -> fault(
                        field,
                        "\"" + path + "\" leads out of the repository",
                        "expected a folder of it, or cwd://FOLDER for one of this machine"));
    }

    // it would be taken for the repository's; one that is not there is told when it is looked for
    private void refuseDockerfileHere(String context) {
        String dockerfile = target.text(Field.DOCKERFILE);
        boolean isSaid = dockerfile.startsWith(HERE)
                || isRemote(dockerfile)
                || !target.text(Field.DOCKERFILE_INLINE).isEmpty();
        if (!isSaid && HostPaths.exists(surroundings.folder(), GoPath.clean(context + "/" + dockerfile))) {
            throw fault(
                    Field.DOCKERFILE,
                    "a context of this machine can't have the repository's \"" + dockerfile + "\"",
                    "expected dockerfile = \"cwd://" + dockerfile + "\" for the one here, or dockerfile-inline");
        }
    }

    static boolean isRemote(String context) {
        for (String prefix : List.of("http://", "https://", "git://", "ssh://", "git@", "github.com/")) {
            if (context.startsWith(prefix)) {
                return true;
            }
        }
        int at = context.indexOf('@');
        return at > 0 && context.indexOf(':', at) > 0 && context.indexOf('/') > at;
    }

    private void checkPlatforms(String list) {
        for (String platform : list.split(",", -1)) {
            String[] parts = platform.strip().split("/", -1);
            boolean isWrong = parts.length > 3;
            for (String part : parts) {
                isWrong |= part.isEmpty()
                        || !part.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.-()".indexOf(c) >= 0);
            }
            if (isWrong) {
                throw fault(Field.PLATFORMS, "\"" + platform + "\" is no platform", "expected such as linux/arm64");
            }
        }
    }

    private void checkSecret(Entry secret) {
        String id = secret.get("id");
        if (id.isEmpty()) {
            throw fault(Field.SECRET, "a secret needs an id", "expected id=NAME");
        }
        String env = secret.get("env");
        String file = secret.get("src");
        if (env.isEmpty() && file.isEmpty() && !surroundings.environment().containsKey(id)) {
            file = id;
        }
        if (file.indexOf('\0') >= 0) {
            throw fault(Field.SECRET, "no file can have the name of src=", "expected a path");
        }
        if (!file.isEmpty() && !HostPaths.exists(surroundings.folder(), file)) {
            throw fault(
                    Field.SECRET,
                    "the file " + file + " of the secret \"" + id + "\" is not there",
                    "make it, or name another with src=");
        }
    }

    private void checkKey(Entry key) {
        if (key.paths().isEmpty()
                && surroundings.environment().getOrDefault("SSH_AUTH_SOCK", "").isEmpty()) {
            throw fault(
                    Field.SSH, "there is no SSH agent: SSH_AUTH_SOCK is not set", "start one, or name a key: ID=FILE");
        }
        for (String path : key.paths()) {
            if (!HostPaths.exists(surroundings.folder(), path)) {
                throw fault(Field.SSH, "the key or socket " + path + " is not there", "name another");
            }
        }
    }

    private void checkOutput(Entry output) {
        String type = output.get("type");
        String destination = output.get("dest");
        if (type.equals("local") && (destination.isEmpty() || destination.equals("-"))) {
            throw fault(Field.OUTPUT, "an output of type local needs a folder", "expected dest=FOLDER");
        }
        if (destination.isEmpty() || destination.equals("-")) {
            return;
        }
        Optional<Path> path = HostPaths.of(surroundings.folder(), destination);
        if (path.isEmpty()) {
            throw fault(Field.OUTPUT, "no file can have the name of dest=", "expected a path");
        }
        boolean isFolder = type.equals("local")
                || ((type.equals("oci") || type.equals("docker"))
                        && output.get("tar").equals("false"));
        boolean isFile = !isFolder && (type.equals("tar") || type.equals("oci") || type.equals("docker"));
        if (isFolder
                && HostPaths.exists(surroundings.folder(), destination)
                && !HostPaths.isFolder(surroundings.folder(), destination)) {
            throw fault(Field.OUTPUT, destination + " is a file", "an output of this kind goes to a folder");
        }
        if (isFile && HostPaths.isFolder(surroundings.folder(), destination)) {
            throw fault(Field.OUTPUT, destination + " is a folder", "an output of type " + type + " goes to a file");
        }
    }

    private void checkAnnotation(String annotation) {
        int equals = annotation.indexOf('=');
        if (equals < 0) {
            throw fault(Field.ANNOTATIONS, "\"" + annotation + "\" has no value", "expected [TYPE:]KEY=VALUE");
        }
        int colon = annotation.substring(0, equals).indexOf(':');
        if (colon < 0) {
            return;
        }
        for (String word : annotation.substring(0, colon).split(",", -1)) {
            int bracket = word.indexOf('[');
            String type = bracket < 0 ? word : word.substring(0, bracket);
            boolean closes = bracket < 0 || word.endsWith("]");
            if (!closes
                    || !List.of("index", "index-descriptor", "manifest", "manifest-descriptor")
                            .contains(type)) {
                throw fault(
                        Field.ANNOTATIONS,
                        "unknown annotation type \"" + word + "\"",
                        "known are index, index-descriptor, manifest, manifest-descriptor");
            }
        }
    }

    private void checkUlimit(String limit) {
        if (!Ulimits.isLimit(limit)) {
            throw fault(
                    Field.ULIMITS,
                    "\"" + limit + "\" is no limit",
                    "expected NAME=SOFT[:HARD], such as nofile=1024:2048");
        }
    }

    private static boolean isSize(String text) {
        return Sizes.parse(text).isPresent();
    }
}
