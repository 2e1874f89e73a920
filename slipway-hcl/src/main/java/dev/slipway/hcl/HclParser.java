// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

import dev.slipway.hcl.Token.Kind;
import dev.slipway.text.Diagnostic;
import dev.slipway.text.Parsed;
import dev.slipway.text.SourceException;
import dev.slipway.text.SourceFile;
import dev.slipway.text.SourceSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files in the language's own syntax. After a fault it goes on at the next line that begins with a name. */
public final class HclParser {
    private static final int MAX_DEPTH = 50;

    /** After so many a file is something else, and each may cost a search to its end. */
    private static final int MOST_FAULTS = 50;

    private final SourceFile file;
    private final Scanner scanner;
    private final ExpressionParser expressions;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int depth;

    private HclParser(SourceFile file, int start) {
        this.file = file;
        this.scanner = new Scanner(file, start, file.length());
        this.expressions = new ExpressionParser(scanner);
    }

    /** The body that the file is. */
    public static Parsed<Body> parse(SourceFile file) {
        HclParser parser = new HclParser(file, byteOrderMark(file));
        Body body = parser.topLevel();
        return new Parsed<>(body, parser.diagnostics);
    }

    /**
     * The template that a stretch of the file is.
     *
     * @throws SourceException if it is none
     */
    static Expression template(SourceSpan span) {
        Scanner scanner = new Scanner(span.file(), span.start(), span.end());
        return new TemplateParser(scanner, new ExpressionParser(scanner)).whole();
    }

    /**
     * The single expression that the file is.
     *
     * @throws SourceException if it is none
     */
    public static Expression expression(SourceFile file) {
        Scanner scanner = new Scanner(file, 0, file.length());
        Expression found = new ExpressionParser(scanner).bracketed();
        scanner.countNewlines(false);
        if (!scanner.isNext(Kind.END)) {
            throw scanner.unexpected("expected nothing more");
        }
        return found;
    }

    private static int byteOrderMark(SourceFile file) {
        boolean has = file.length() >= 3
                && file.at(0) == (byte) 0xEF
                && file.at(1) == (byte) 0xBB
                && file.at(2) == (byte) 0xBF;
        return has ? 3 : 0;
    }

    private Body topLevel() {
        Items items = new Items();
        while (true) {
            try {
                scanner.skipNewlines();
                if (scanner.isNext(Kind.END)) {
                    return items.body(file.span(file.length(), file.length()));
                }
                item(items);
                endOfItem();
            } catch (SourceException e) {
                diagnostics.addAll(e.diagnostics());
                if (diagnostics.size() >= MOST_FAULTS) {
                    return items.body(file.span(file.length(), file.length()));
                }
                recover(e);
            }
        }
    }

    private void endOfItem() {
        if (!scanner.isNext(Kind.NEWLINE) && !scanner.isNext(Kind.END)) {
            throw scanner.unexpected("expected the end of the line");
        }
    }

    // behind the fault, at the next line that begins with a name: most likely at the top level
    private void recover(SourceException fault) {
        depth = 0;
        scanner.countNewlines(true);
        int at = scanner.offset();
        Optional<SourceSpan> where = fault.diagnostics().getLast().at();
        if (where.isPresent()) {
            at = Math.max(at, where.get().start());
        }
        do {
            while (at < file.length() && file.at(at) != '\n') {
                at++;
            }
            at++;
        } while (at < file.length() && !Names.isStart(file, at, file.length()));
        scanner.goTo(Math.min(at, file.length()));
    }

    /** What a body holds, while it is read. */
    private static final class Items {
        private final Map<String, Attribute> attributes = new LinkedHashMap<>();
        private final List<Block> blocks = new ArrayList<>();

        private void add(Attribute attribute) {
            Attribute before = attributes.putIfAbsent(attribute.name(), attribute);
            if (before != null) {
                throw new SourceException(
                        Diagnostic.error("\"" + attribute.name() + "\" is set twice", attribute.nameSpan())
                                .withNote("it is set before", before.nameSpan()));
            }
        }

        private Body body(SourceSpan span) {
            return new NativeBody(attributes, blocks, span);
        }
    }

    private void item(Items items) {
        Token name = scanner.peek();
        if (name.kind() != Kind.NAME) {
            throw scanner.unexpected("expected the name of an attribute or the type of a block");
        }
        scanner.next();
        if (scanner.accept(Kind.ASSIGN)) {
            items.add(new Attribute(scanner.text(name), expressions.expression(), scanner.span(name)));
        } else {
            items.blocks.add(block(name));
        }
    }

    private Block block(Token type) {
        List<Block.Label> labels = new ArrayList<>();
        int headerEnd = type.end();
        while (!scanner.isNext(Kind.OPEN_BRACE)) {
            labels.add(label());
            headerEnd = scanner.offset();
        }
        SourceSpan header = file.span(type.start(), headerEnd);
        scanner.next();
        if (++depth > MAX_DEPTH) {
            throw SourceException.at(header, "blocks are nested more than " + MAX_DEPTH + " deep");
        }
        Items items = new Items();
        if (scanner.isNext(Kind.NEWLINE)) {
            lines(items, header);
        } else if (!scanner.isNext(Kind.CLOSE_BRACE)) {
            item(items);
            if (!items.blocks.isEmpty()) {
                throw SourceException.at(
                        header, "a block on one line holds no other", "begin a new line behind the brace");
            }
        }
        Token close = scanner.expect(Kind.CLOSE_BRACE, "that ends the block of line " + header.line());
        depth--;
        return new Block(scanner.text(type), List.copyOf(labels), items.body(scanner.span(close)), header);
    }

    private void lines(Items items, SourceSpan header) {
        scanner.skipNewlines();
        while (!scanner.isNext(Kind.CLOSE_BRACE)) {
            if (scanner.isNext(Kind.END)) {
                throw SourceException.at(header, "this block does not end", "expected a closing brace");
            }
            item(items);
            if (!scanner.isNext(Kind.NEWLINE)) {
                throw scanner.unexpected("expected the end of the line");
            }
            scanner.skipNewlines();
        }
    }

    private Block.Label label() {
        Token token = scanner.peek();
        if (token.kind() == Kind.NAME) {
            scanner.next();
            return new Block.Label(scanner.text(token), scanner.span(token));
        }
        if (token.kind() != Kind.QUOTE) {
            throw scanner.unexpected("expected \"=\", a label in quotes, or \"{\"");
        }
        Expression text = new TemplateParser(scanner, expressions).quoted();
        if (text instanceof Literal(dev.slipway.hcl.value.Value.Text(var label), var span)) {
            return new Block.Label(label, span);
        }
        throw SourceException.at(text.span(), "a label is plain text, without ${...} in it");
    }
}
