package dev.ringbus.routing.cel;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The compiler's messages in the words of somebody who writes rules, not compilers. */
final class Wording {

  private record Phrase(Pattern theirs, Function<MatchResult, String> ours) {

    Phrase(String theirs, Function<MatchResult, String> ours) {
      this(Pattern.compile(theirs, Pattern.DOTALL), ours);
    }
  }

  private static final List<Phrase> PHRASES =
      List.of(
          new Phrase(
              "undefined field '(.*)'",
              found ->
                  "call has no field "
                      + found.group(1)
                      + ": it has "
                      + String.join(", ", CallFields.names())),
          new Phrase(
              "undeclared reference to '(.*)' \\(in container .*",
              found ->
                  found.group(1) + " is not known here: there are call, now and open(calendar)"),
          new Phrase(
              "expected type 'bool' but found '(.*)'",
              found -> "a condition is true or false, and this is a " + found.group(1)),
          new Phrase(
              "found no matching overload for '(.*)' applied to '(.*)' \\(candidates: (.*)\\)",
              found -> overload(found.group(1), found.group(2), found.group(3))),
          new Phrase(
              "token recognition error at: '= ?'.*",
              _ -> "= is no operator of a condition: equality is =="),
          new Phrase(
              "mismatched input '<EOF>'.*", _ -> "the condition ends where more is expected"),
          new Phrase(
              "(?:mismatched|extraneous) input '(.*)' expecting .*",
              found -> found.group(1) + " is not expected here"),
          new Phrase(
              "token recognition error at: '(.*)'",
              found -> found.group(1) + " is not expected here"));

  private Wording() {}

  static String of(String message) {
    for (Phrase phrase : PHRASES) {
      var matcher = phrase.theirs().matcher(message);
      if (matcher.matches()) {
        return phrase.ours().apply(matcher.toMatchResult());
      }
    }
    return message;
  }

  private static String overload(String function, String given, String candidates) {
    String name = function.replaceAll("[_@]", "");
    // %A is a type parameter: any type, the same on both sides.
    return candidates.contains("%")
        ? name + " does not go with " + given
        : name + " takes " + candidates + ", not " + given;
  }
}
