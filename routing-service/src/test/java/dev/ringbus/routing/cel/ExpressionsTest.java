package dev.ringbus.routing.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.routing.Calls;
import dev.ringbus.routing.cel.Verdict.Constancy;
import dev.ringbus.routing.cel.Verdict.Faulty;
import dev.ringbus.routing.cel.Verdict.Sound;
import dev.ringbus.testkit.Property;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

  private final Expressions expressions = new Expressions();

  private Verdict check(String expression) {
    return expressions.check(expression, Set.of("office", "support"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.digits == \"1\"",
        "!open('office')",
        "open(call.node)",
        "call.raw.ServiceType == '2' && open('support')",
        "now.getDayOfWeek() in [0, 6] || now.getHours() >= 18",
        "now < timestamp('2027-01-01T00:00:00+03:00')",
        "now.getHours('Asia/Omsk') < 9 && now.getHours('+03:00') < 9",
        "call.caller.matches('^[+]7(495|499)') ? call.digits == '1' : false",
      })
  void passesWhatRulesNeed(String expression) {
    assertThat(check(expression)).isEqualTo(new Sound(Constancy.DEPENDS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          call.digit == '1' | call has no field digit: it has integration, platform, event, caller, called, clientPhone, linePhone, digits, direction, agent, node, raw | 1 | 5
          call.digits | a condition is true or false, and this is a string | 1 | 5
          call.digits == 1 | == does not go with (string, int) | 1 | 13
          cal.digits == '1' | cal is not known here: there are call, now and open(calendar) | 1 | 1
          opens('office') | opens is not known here: there are call, now and open(calendar) | 1 | 6
          open('offise') | no calendar offise: there are office, support | 1 | 6
          call.digits == '1' && !open("shop") | no calendar shop: there are office, support | 1 | 29
          open(5) | open takes (string), not (int) | 1 | 5
          call.digits = '1' | = is no operator of a condition: equality is == | 1 | 13
          call.digits == | the condition ends where more is expected | 1 | 15
          call.digits == '1') | ) is not expected here | 1 | 19
          call.caller.matches('^[') | expected a regular expression of RE2, and not too large a one | 1 | 21
          now.getHours('Europe/Moskow') > 9 | expected a time zone such as Europe/Moscow or +03:00 | 1 | 14
          now > timestamp('2026-13-01') | expected a time such as 2026-12-31T18:00:00+03:00 | 1 | 17
          """)
  void namesTheFaultAndItsPlace(String expression, String message, int line, int column) {
    assertThat(check(expression)).isEqualTo(new Faulty(message, line, column));
  }

  @Test
  void countsLines() {
    assertThat(check("call.digits == '1' ||\n  call.foo == '2'"))
        .isInstanceOfSatisfying(
            Faulty.class, fault -> assertThat(fault).extracting("line", "column").contains(2, 7));
  }

  @Test
  void saysThatThereIsNoCalendar() {
    assertThat(expressions.check("open('office')", Set.of()))
        .isEqualTo(new Faulty("no calendar office: there is none", 1, 6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void expectsSomething(String expression) {
    assertThat(check(expression)).isInstanceOf(Faulty.class);
  }

  @Test
  void boundsTheSize() {
    assertThat(check("call.digits == '" + "1".repeat(5000) + "'"))
        .isInstanceOfSatisfying(
            Faulty.class, fault -> assertThat(fault.message()).contains("4096"));
    assertThat(check("(".repeat(500) + "true" + ")".repeat(500))).isInstanceOf(Faulty.class);
    assertThat(check("call.caller.matches('(a{1000}){1000}')")).isInstanceOf(Faulty.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          true; ALWAYS_TRUE
          1 == 1; ALWAYS_TRUE
          call.digits == '1' || true; ALWAYS_TRUE
          true || open('office'); ALWAYS_TRUE
          [1, 2].exists(n, call.digits == '1' || n == 2); ALWAYS_TRUE
          false; ALWAYS_FALSE
          open('office') && 1 > 2; ALWAYS_FALSE
          has(call.agent); DEPENDS
          !has(call.raw.tariff); DEPENDS
          now.getHours() < 24; DEPENDS
          timestamp('2026-11-20T23:00:00Z').getHours() == 23; DEPENDS
          now > timestamp('2000-01-01T00:00:00Z'); DEPENDS
          call.raw.all(name, true); DEPENDS
          """)
  void knowsWhatAlwaysHolds(String expression, Constancy constancy) {
    assertThat(check(expression)).isEqualTo(new Sound(constancy));
  }

  /** What passes the check compiles in routing and is evaluated there, whatever comes of it. */
  @Test
  void neverThrowsAndNeverPassesWhatRoutingCannotCompile() {
    Conditions conditions = new Conditions();
    Situation situation = new Situation(Calls.comagic(), Calls.RECEIVED, Map.of());
    List<String> sound = new ArrayList<>();
    Property.holds(
        "texts of conditions",
        600,
        random -> {
          String text = text(random);
          if (check(text) instanceof Sound) {
            sound.add(text);
            Truth truth = conditions.compile(text, ZoneOffset.UTC).in(situation);
            assertThat(truth).as(text).isNotEqualTo(new Truth.Unknown("when does not compile"));
          }
        });
    assertThat(sound).as("texts that are conditions").hasSizeGreaterThan(10);
  }

  private static final String[] WORDS = {
    "call",
    ".",
    ".digits",
    ".raw",
    ".matches(",
    "call.digits",
    "call.raw",
    "call.caller",
    "now",
    "now.getHours()",
    "open(",
    "'office'",
    "'x'",
    "\"",
    "'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "==",
    "!=",
    "<",
    "!",
    "-",
    "&&",
    "||",
    "? ",
    ": ",
    "in",
    "has(",
    "true",
    "false",
    "null",
    "1",
    "1u",
    "1.5",
    "9223372036854775807",
    "size(",
    ".exists(x, ",
    ".all(x, ",
    "x",
    ",",
    "timestamp(",
    "duration('1h')",
    "int(",
    "dyn(",
    "\n",
    " ",
    "//",
    "\u0000",
    "\uD800",
    "😀",
    "б",
    "`"
  };

  private static String text(RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return condition(random, 3);
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(Property.oneOf(random, WORDS));
    }
    return text.toString();
  }

  private static String condition(RandomGenerator random, int depth) {
    if (depth == 0) {
      return Property.oneOf(
          random,
          "call.digits == '1'",
          "open('office')",
          "call.raw.size() > 3",
          "'cdr_id' in call.raw",
          "now.getMinutes() < 30",
          "call.caller.matches('^[+]7')",
          "true");
    }
    String left = condition(random, depth - 1);
    String right = condition(random, depth - 1);
    return switch (random.nextInt(5)) {
      case 0 -> "(" + left + ") && (" + right + ")";
      case 1 -> "(" + left + ") || (" + right + ")";
      case 2 -> "!(" + left + ")";
      case 3 -> "(" + left + ") ? (" + right + ") : false";
      default -> "call.raw.exists(k, k == 'numa' && (" + left + "))";
    };
  }
}
