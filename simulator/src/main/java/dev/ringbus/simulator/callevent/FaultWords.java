package dev.ringbus.simulator.callevent;

import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Faults in words, {@code WORD[@REQUEST][=VALUE]}: {@code slow@poll=500ms}, {@code malformed@poll},
 * {@code 500@report=2}. A value is a count, of {@code slow} a time.
 */
public final class FaultWords {

  /** All words, for people. */
  public static final String WORDS =
      "slow, malformed, drop or a status such as 500, as WORD[@REQUEST][=COUNT] (of slow a time), "
          + "of test-get, test-post, report or poll";

  private static final Pattern FORM =
      Pattern.compile("(slow|malformed|drop|[345]\\d\\d)(?:@([a-z-]+))?(?:=(\\d{1,7})(ms|s)?)?");

  private static final Duration SLOW = Duration.ofSeconds(1);

  private FaultWords() {}

  /**
   * Returns if the word says something.
   *
   * @throws IllegalArgumentException if it does not; the message is for people
   */
  public static void check(String text) {
    apply(text, new Faults());
  }

  /**
   * Switches on what the word says.
   *
   * @throws IllegalArgumentException if it says nothing; the message is for people
   */
  public static void apply(String text, Faults faults) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || form.group(1).equals("slow") != isTime(form)) {
      throw unknown(text);
    }
    Occasion occasion = occasion(form.group(2), text);
    @Nullable String value = form.group(3);
    switch (form.group(1)) {
      case "slow" -> faults.add(new Fault.Slow(time(form)), occasion);
      case "malformed" -> faults.add(Fault.Malformed.PAGE, times(occasion, value));
      case "drop" -> faults.add(new Fault.DropAnswer(), times(occasion, value));
      default ->
          faults.add(new Fault.Status(Integer.parseInt(form.group(1))), times(occasion, value));
    }
  }

  /** Whether a value, if there is one, is a time. */
  private static boolean isTime(Matcher form) {
    return form.group(3) == null ? form.group(1).equals("slow") : form.group(4) != null;
  }

  private static Duration time(Matcher form) {
    if (form.group(3) == null) {
      return SLOW;
    }
    long number = Long.parseLong(form.group(3));
    return form.group(4).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  private static Occasion times(Occasion occasion, @Nullable String value) {
    return value == null ? occasion : occasion.times(Long.parseLong(value));
  }

  private static Occasion occasion(@Nullable String word, String text) {
    if (word == null) {
      return Occasion.always();
    }
    return Arrays.stream(Asked.values())
        .filter(asked -> asked.word().equals(word))
        .findFirst()
        .map(asked -> Occasion.of(asked))
        .orElseThrow(() -> unknown(text));
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("expected " + WORDS + ", got " + text);
  }
}
