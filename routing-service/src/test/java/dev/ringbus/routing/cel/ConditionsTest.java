package dev.ringbus.routing.cel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.model.Calendar;
import dev.ringbus.model.CallEvent;
import dev.ringbus.routing.Calls;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTest {

  private static final ZoneId MOSCOW = ZoneId.of("Europe/Moscow");

  private final Conditions conditions = new Conditions();

  private Truth evaluate(String expression, CallEvent event, Instant now, Calendar... calendars) {
    Map<String, Calendar> byId = new HashMap<>();
    for (Calendar calendar : calendars) {
      byId.put(calendar.id(), calendar);
    }
    return conditions.compile(expression, MOSCOW).in(new Situation(event, now, byId));
  }

  private Truth evaluate(String expression) {
    return evaluate(expression, Calls.comagic(), Calls.RECEIVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.integration == 'acme-uis'",
        "call.platform == 'comagic'",
        "call.event == 'digits.received'",
        "call.caller == '+74952345678'",
        "call.called == '+74951234567'",
        "call.clientPhone.startsWith('+7495')",
        "call.linePhone.endsWith('4567')",
        "call.digits == '1'",
        "call.direction == 'inbound'",
        "call.agent == ''",
        "call.node == ''",
        "call.raw.numa == '74952345678'",
        "call.raw['start_time'] == '1200'",
        "!('tariff' in call.raw)",
        "has(call.digits) && !has(call.agent)",
        "has(call.raw.numb) && !has(call.raw.tariff)",
        "call.digits in ['1', '2']",
        "call.caller.matches('^[+]7(495|499)')",
        "call.raw.exists(name, name == 'cdr_id')",
        "now == timestamp('2026-11-20T09:00:00Z')",
        "now > timestamp('2026-11-20T11:59:59+03:00')",
        "now.getHours() == 12 && now.getHours('UTC') == 9",
        "now - duration('13h') < timestamp('2026-11-20T00:00:00Z')",
        "size(call.raw) == 5",
      })
  void knowsTheCallAndTheTime(String expression) {
    assertThat(evaluate(expression)).isEqualTo(Truth.HOLDS);
  }

  @Test
  void failsWhereItDoesNotHold() {
    assertThat(evaluate("call.digits == '2'")).isEqualTo(Truth.FAILS);
  }

  @Test
  void keepsEveryDigitOfLargeNumbersInRaw() {
    assertThat(evaluate("call.raw.CallID == '9007199254740993'", Calls.mts(), Calls.RECEIVED))
        .isEqualTo(Truth.HOLDS);
  }

  @Test
  void givesRawValuesAsText() {
    Map<String, Object> raw = new HashMap<>();
    raw.put("flag", true);
    raw.put("none", null);
    raw.put("duration", new BigDecimal("102.0"));
    raw.put("list", List.of(1L, "a"));
    raw.put("object", Map.of("a", 1L));
    CallEvent event = Calls.comagic().toBuilder().raw(raw).build();

    assertThat(
            evaluate(
                "call.raw == {'flag': 'true', 'none': '', 'duration': '102.0',"
                    + " 'list': '[1,\"a\"]', 'object': '{\"a\":1}'}",
                event,
                Calls.RECEIVED))
        .isEqualTo(Truth.HOLDS);
  }

  /** Without a zone, the parts of a time are what they are with the integration's zone named. */
  @Test
  void takesThePartsOfATimeFromTheZone() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> parts =
        List.of(
            "getFullYear",
            "getMonth",
            "getDayOfYear",
            "getDate",
            "getDayOfMonth",
            "getDayOfWeek",
            "getHours",
            "getMinutes",
            "getSeconds",
            "getMilliseconds");
    List<String> zones = List.of("Europe/Moscow", "America/New_York", "Asia/Kolkata", "UTC");
    for (String zone : zones) {
      for (String part : parts) {
        Condition same =
            conditions.compile(
                "now.%s() == now.%s('%s')".formatted(part, part, zone), ZoneId.of(zone));
        for (int i = 0; i < 100; i++) {
          Instant now = Instant.ofEpochMilli(random.nextLong(0, 4_102_444_800_000L));
          assertThat(same.in(new Situation(Calls.comagic(), now, Map.of())))
              .as("seed %d: %s of %s in %s", seed, part, now, zone)
              .isEqualTo(Truth.HOLDS);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call.raw.tariff == 'vip'",
        "int(call.event) > 1",
        "1 / 0 == 1",
        "open('gone')",
        "open(call.digits)",
        "dyn(call).tariff == 'vip'",
        "call.caller.matches('(a{1000}){1000}')",
        "now.getHours('Mars/Olympus') == 1",
        "[1,2,3,4,5,6,7,8,9,10].all(a, [1,2,3,4,5,6,7,8,9,10].all(b,"
            + " [1,2,3,4,5,6,7,8,9,10].all(c, [1,2,3,4,5,6,7,8,9,10].all(d, a+b+c+d > 0))))",
        "this does not compile",
      })
  void saysWhyItCannotBeEvaluated(String expression) {
    Truth truth = evaluate(expression);

    assertThat(truth).isInstanceOf(Truth.Unknown.class);
    assertThat(((Truth.Unknown) truth).why()).startsWith("when ").doesNotContain("7495");
  }

  @Test
  void evaluatesOverALargeRequestWithinItsBudget() {
    Map<String, Object> raw = new HashMap<>();
    for (int i = 0; i < 5000; i++) {
      raw.put("name" + i, "x");
    }
    CallEvent event = Calls.comagic().toBuilder().raw(raw).build();

    assertThat(evaluate("call.raw.all(name, name != '')", event, Calls.RECEIVED))
        .isEqualTo(new Truth.Unknown("when visits more than 1000 elements"));
  }

  @Test
  void opensOverMidnightOnTheCalendarsOwnClock() {
    Calendar night =
        calendar("Asia/Vladivostok", span(22 * 60, 6 * 60, DayOfWeek.FRIDAY), LocalDate.MAX);

    // Friday 22:00 in Vladivostok is 12:00 UTC.
    assertThat(openAt(night, "2026-11-20T11:59:59Z")).isEqualTo(Truth.FAILS);
    assertThat(openAt(night, "2026-11-20T12:00:00Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(night, "2026-11-20T19:59:59Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(night, "2026-11-20T20:00:00Z")).isEqualTo(Truth.FAILS);
    // Thursday night and Saturday night are not in it.
    assertThat(openAt(night, "2026-11-19T13:00:00Z")).isEqualTo(Truth.FAILS);
    assertThat(openAt(night, "2026-11-21T13:00:00Z")).isEqualTo(Truth.FAILS);
  }

  @Test
  void keepsTheLocalClockWhenSummerTimeBeginsAndEnds() {
    Calendar office =
        calendar("Europe/Berlin", span(9 * 60, 18 * 60, DayOfWeek.values()), LocalDate.MAX);

    // The day before and the day of the change to summer time, 29 March 2026.
    assertThat(openAt(office, "2026-03-28T07:59:00Z")).isEqualTo(Truth.FAILS);
    assertThat(openAt(office, "2026-03-28T08:00:00Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(office, "2026-03-29T06:59:00Z")).isEqualTo(Truth.FAILS);
    assertThat(openAt(office, "2026-03-29T07:00:00Z")).isEqualTo(Truth.HOLDS);
    // And back, 25 October 2026.
    assertThat(openAt(office, "2026-10-24T16:00:00Z")).isEqualTo(Truth.FAILS);
    assertThat(openAt(office, "2026-10-25T16:00:00Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(office, "2026-10-25T17:00:00Z")).isEqualTo(Truth.FAILS);
  }

  @Test
  void staysOpenThroughTheHourThatComesTwice() {
    Calendar night = calendar("Europe/Berlin", span(0, 4 * 60, DayOfWeek.SUNDAY), LocalDate.MAX);

    // 02:30 in Berlin comes twice that night, and 02:30 of 29 March never.
    assertThat(openAt(night, "2026-10-25T00:30:00Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(night, "2026-10-25T01:30:00Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(night, "2026-10-25T03:00:00Z")).isEqualTo(Truth.FAILS);
    assertThat(openAt(night, "2026-03-29T01:59:59Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(night, "2026-03-29T02:00:00Z")).isEqualTo(Truth.FAILS);
  }

  @Test
  void isClosedOnAClosedDay() {
    Calendar office =
        calendar(
            "Europe/Moscow", span(9 * 60, 18 * 60, DayOfWeek.values()), LocalDate.of(2026, 12, 31));

    assertThat(openAt(office, "2026-12-30T10:00:00Z")).isEqualTo(Truth.HOLDS);
    assertThat(openAt(office, "2026-12-31T10:00:00Z")).isEqualTo(Truth.FAILS);
  }

  @Test
  void evaluatesWithManyThreadsAtOnce() throws InterruptedException {
    Condition condition = conditions.compile("call.digits == '1' && open('office')", MOSCOW);
    Calendar office =
        calendar("Europe/Moscow", span(0, 24 * 60, DayOfWeek.values()), LocalDate.MAX);
    List<Truth> wrong = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int k = 0; k < 2000; k++) {
                  boolean one = k % 2 == 0;
                  CallEvent event = Calls.comagic().toBuilder().digits(one ? "1" : "2").build();
                  Truth truth =
                      condition.in(new Situation(event, Calls.RECEIVED, Map.of("office", office)));
                  if (!truth.equals(one ? Truth.HOLDS : Truth.FAILS)) {
                    synchronized (wrong) {
                      wrong.add(truth);
                    }
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(wrong).isEmpty();
  }

  private Truth openAt(Calendar calendar, String instant) {
    return evaluate("open('office')", Calls.comagic(), Instant.parse(instant), calendar);
  }

  private static Calendar calendar(String zone, Calendar.Span span, LocalDate closed) {
    return new Calendar("office", ZoneId.of(zone), List.of(span), Set.of(closed), "1");
  }

  private static Calendar.Span span(int from, int to, DayOfWeek... days) {
    return new Calendar.Span(Set.copyOf(Arrays.asList(days)), from, to);
  }
}
