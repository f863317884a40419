package dev.ringbus.config;

import dev.ringbus.config.ExpressionChecker.Finding;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Enough of a checker for a few conditions: {@code true}, {@code false}, {@code open('x')}. */
final class FakeExpressions implements ExpressionChecker {

  private static final Pattern OPEN = Pattern.compile("open\\('([^']*)'\\)");

  @Override
  public Finding check(String expression, Set<String> calendars) {
    Matcher open = OPEN.matcher(expression);
    if (open.find() && !calendars.contains(open.group(1))) {
      return new Finding.Wrong("there is no calendar " + open.group(1), 1, open.start(1));
    }
    return switch (expression.strip()) {
      case "true" -> new Finding.AlwaysTrue();
      case "false" -> new Finding.AlwaysFalse();
      default ->
          expression.contains(" = ")
              ? new Finding.Wrong("equality is ==", 1, expression.indexOf(" = ") + 2)
              : new Finding.Depends();
    };
  }
}
