// SPDX-License-Identifier: Apache-2.0
package dev.slipway.hcl.function;

import dev.slipway.hcl.value.Value;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All functions of values by name. Each is made when it is asked for, and the class that holds it loaded only then. */
public final class Library {
    private Library() {}

    /** The function of that name. */
    public static Optional<Function> find(String name) {
        return Optional.ofNullable(get(name));
    }

    /** The function that gives the time of the build. */
    public static Function timestamp(InstantSource clock) {
        return Functions.function(
                _ -> Value.of(TimeFunctions.rfc3339(clock.instant().atOffset(ZoneOffset.UTC))));
    }

    /**
     * The function that gives a random UUID.
     *
     * @param random gives 32 hex digits
     */
    public static Function uuid(Supplier<String> random) {
        return Functions.function(_ -> Value.of(DigestFunctions.random(random.get())));
    }

    /**
     * The function that hashes passwords.
     *
     * @param random gives 32 hex digits, for the salt
     */
    public static Function bcrypt(Supplier<String> random) {
        return CipherFunctions.bcrypt(random);
    }

    /** The function that always gives this text. */
    public static Function constant(String text) {
        return Functions.function(_ -> Value.of(text));
    }

    // one look at the name decides, not one for each group of functions
    private static @Nullable Function get(String name) {
        return switch (name) {
            case "absolute", "add", "ceil", "divide", "floor", "int", "log", "max", "min", "modulo", "multiply" ->
                MathFunctions.get(name);
            case "negate", "parseint", "pow", "signum", "subtract" -> MathFunctions.get(name);
            case "and", "or", "not", "equal", "notequal", "greaterthan", "greaterthanorequalto", "lessthan" ->
                LogicFunctions.get(name);
            case "lessthanorequalto" -> LogicFunctions.get(name);
            case "chomp", "indent", "join", "lower", "replace", "reverse", "split", "strlen", "substr", "title" ->
                TextFunctions.get(name);
            case "trim", "trimprefix", "trimspace", "trimsuffix", "upper", "sanitize" -> TextFunctions.get(name);
            case "format", "formatlist" -> FormatFunctions.get(name);
            case "chunklist", "coalesce", "coalescelist", "compact", "concat", "contains", "distinct", "element" ->
                ListFunctions.get(name);
            case "flatten", "index", "indexof", "length", "range", "reverselist", "slice", "sort", "hasindex" ->
                ListFunctions.get(name);
            case "keys", "lookup", "merge", "values", "zipmap" -> MapFunctions.get(name);
            case "sethaselement",
                    "setintersection",
                    "setproduct",
                    "setsubtract",
                    "setsymmetricdifference",
                    "setunion" -> SetFunctions.get(name);
            case "base64decode", "base64encode", "csvdecode", "jsondecode", "jsonencode", "urlencode" ->
                EncodingFunctions.get(name);
            case "md5", "sha1", "sha256", "sha512", "uuidv5" -> DigestFunctions.get(name);
            case "rsadecrypt" -> CipherFunctions.rsaDecrypt();
            case "cidrhost", "cidrnetmask", "cidrsubnet", "cidrsubnets" -> CidrFunctions.get(name);
            case "formatdate", "timeadd", "unixtimestampparse" -> TimeFunctions.get(name);
            case "regex", "regexall", "regex_replace" -> RegexFunctions.get(name);
            case "basename", "dirname", "semvercmp" -> NameFunctions.get(name);
            default -> null;
        };
    }

    /** The names of all of them. */
    public static List<String> names() {
        return List.of("""
                absolute add and base64decode base64encode basename ceil chomp chunklist cidrhost cidrnetmask \
                cidrsubnet cidrsubnets coalesce coalescelist compact concat contains csvdecode dirname distinct divide \
                element equal flatten floor format formatdate formatlist greaterthan greaterthanorequalto hasindex indent \
                index indexof int join jsondecode jsonencode keys length lessthan lessthanorequalto log lookup lower max \
                md5 merge min modulo multiply negate not notequal or parseint pow range regex regex_replace regexall \
                replace reverse reverselist rsadecrypt sanitize semvercmp sethaselement setintersection setproduct \
                setsubtract setsymmetricdifference setunion sha1 sha256 sha512 signum slice sort split strlen substr \
                subtract timeadd title trim trimprefix trimspace trimsuffix unixtimestampparse upper urlencode \
                uuidv5 values zipmap""".split(" "));
    }
}
