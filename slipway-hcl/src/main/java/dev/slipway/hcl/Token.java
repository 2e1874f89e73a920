// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl;

/** A word of the language: its kind, and where it stands in the file. */
record Token(Kind kind, int start, int end) {
    /** What a token is. */
    enum Kind {
        NAME("a name"),
        NUMBER("a number"),
        QUOTE("a quote"),
        HEREDOC("<<"),
        NEWLINE("end of the line"),
        END("end of the file"),
        OPEN_BRACE("{"),
        CLOSE_BRACE("}"),
        OPEN_BRACKET("["),
        CLOSE_BRACKET("]"),
        OPEN_PARENTHESIS("("),
        CLOSE_PARENTHESIS(")"),
        COMMA(","),
        DOT("."),
        ELLIPSIS("..."),
        ASSIGN("="),
        ARROW("=>"),
        COLON(":"),
        QUESTION("?"),
        NOT("!"),
        EQUAL("=="),
        NOT_EQUAL("!="),
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        PLUS("+"),
        MINUS("-"),
        STAR("*"),
        SLASH("/"),
        PERCENT("%"),
        AND("&&"),
        OR("||"),
        STRIP("~"),
        UNKNOWN("a character that has no meaning here");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** How messages call it. */
        String shown() {
            return text.startsWith("a ") || text.startsWith("end ") ? text : "\"" + text + "\"";
        }
    }
}
