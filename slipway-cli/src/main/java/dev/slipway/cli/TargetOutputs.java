// SPDX-License-Identifier: Apache-2.0
package dev.slipway.cli;

import dev.slipway.bake.Entry;
import dev.slipway.bake.Field;
import dev.slipway.bake.Target;
import dev.slipway.export.Annotation;
import dev.slipway.export.OutputSpec;
import dev.slipway.oci.ImageReference;
import dev.slipway.oci.Platform;
import dev.slipway.text.SourceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads where the result of a target of a bake file goes. */
final class TargetOutputs {
    private final Target target;
    private final Io io;

    TargetOutputs(Target target, Io io) {
        this.target = target;
        this.io = io;
    }

    List<OutputSpec> read(List<ImageReference> tags, List<Platform> platforms) {
        boolean hasIndex = platforms.size() > 1;
        List<Annotation> annotations = new ArrayList<>();
        for (String text : target.texts(Field.ANNOTATIONS)) {
            annotations.addAll(
                    AnnotationReader.option(TargetAttribute.argument(target, Field.ANNOTATIONS, text), hasIndex));
        }
        OutputReader reader =
                new OutputReader(tags, annotations, hasIndex, io.terminals().out());
        List<OutputSpec> outputs = new ArrayList<>();
        for (Entry entry : target.entries(Field.OUTPUT)) {
            outputs.add(reader.read(attributes(target, Field.OUTPUT, entry)));
        }
        if (outputs.isEmpty()) {
            outputs.add(reader.plainImage(false));
        }
        if (hasIndex) {
            String all = String.join(",", target.texts(Field.PLATFORMS));
            SeveralPlatforms.refuse(List.of(TargetAttribute.argument(target, Field.PLATFORMS, all)), outputs);
        }
        return outputs;
    }

    /** @throws SourceException if what goes to the standard output is the result of more than one output */
    static void refuseTwoOnStdout(Collection<Target> targets, Map<String, BuildOptions> read) {
        int count = 0;
        for (Target target : targets) {
            BuildOptions options = read.get(target.name());
            for (OutputSpec output : options == null ? List.<OutputSpec>of() : options.outputs()) {
                count += OutputReader.isStdout(output) ? 1 : 0;
                if (count > 1) {
                    throw TargetAttribute.argument(target, Field.OUTPUT, "")
                            .error("two outputs cannot both go to the standard output", "add dest=FILE to one");
                }
            }
        }
    }

    /** The attributes of an entry, as if they stood on the command line. */
    static Attributes attributes(Target target, Field field, Entry entry) {
        List<String> words = new ArrayList<>();
        entry.attributes().forEach((name, value) -> words.add(name + "=" + value));
        List<Argument> fields = new ArrayList<>();
        for (String word : words) {
            fields.add(TargetAttribute.argument(target, field, word));
        }
        return Attributes.of(TargetAttribute.argument(target, field, String.join(",", words)), fields);
    }
}
