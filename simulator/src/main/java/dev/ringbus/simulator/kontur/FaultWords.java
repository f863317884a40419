package dev.ringbus.simulator.kontur;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Faults in words, {@code WORD[@METHOD][=VALUE]}: {@code slow=500ms}, {@code 5xx=10%}, {@code
 * drop@register-call=2}. A value is a share in percent or a count, of {@code slow} a time.
 */
public final class FaultWords {

  /** All words, for people. */
  public static final String WORDS =
      "slow, 5xx, 429, drop, refuse, expire-keys, lose-uploads, malformed or 409";

  private static final Pattern FORM = Pattern.compile("([a-z0-9-]+)(?:@([a-z-]+))?(?:=(\\S+))?");
  private static final Pattern SHARE = Pattern.compile("(\\d{1,3})%");
  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
  private static final Pattern TIME = Pattern.compile("(\\d{1,7})(ms|s)");

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
  private static final int UNAVAILABLE = 503;

  /** What the CRM says it misses. */
  private static final String FIELD = "externalId";

  private FaultWords() {}

  /**
   * Returns if the word says something.
   *
   * @throws IllegalArgumentException if it does not; the message is for people
   */
  public static void check(String text) {
    apply(text, new Faults(0));
  }

  /**
   * Switches on what the word says.
   *
   * @throws IllegalArgumentException if it says nothing; the message is for people
   */
  public static void apply(String text, Faults faults) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw unknown(text);
    }
    Set<Operation> operations = operations(form.group(2));
    @Nullable String value = form.group(3);
    switch (form.group(1)) {
      case "slow" ->
          faults.add(
              new Fault.Slow(time(value == null ? "1s" : value)),
              new Occasion(operations, 1, Long.MAX_VALUE));
      case "5xx" -> faults.add(new Fault.ServerError(UNAVAILABLE), occasion(operations, value));
      case "429" -> faults.add(new Fault.TooManyRequests(RETRY_AFTER), occasion(operations, value));
      case "drop" -> faults.add(new Fault.DropAnswer(), occasion(operations, value));
      case "refuse" -> faults.add(new Fault.DropRequest(), occasion(operations, value));
      case "expire-keys" -> faults.add(new Fault.ExpireKey(), occasion(operations, value));
      case "lose-uploads" ->
          faults.add(new Fault.LoseUpload(), occasion(operations, value == null ? "1" : value));
      case "malformed" ->
          faults.add(
              new Fault.FindMalformed(FIELD), occasion(operations, value == null ? "1" : value));
      case "409" -> faults.refusing(Faults.Refusal.CONFLICT);
      default -> throw unknown(text);
    }
  }

  private static Occasion occasion(Set<Operation> operations, @Nullable String value) {
    String text = value == null ? "10%" : value;
    Matcher share = SHARE.matcher(text);
    if (share.matches() && Integer.parseInt(share.group(1)) <= 100) {
      return new Occasion(operations, Integer.parseInt(share.group(1)) / 100.0, Long.MAX_VALUE);
    }
    if (COUNT.matcher(text).matches()) {
      return new Occasion(operations, 1, Long.parseLong(text));
    }
    throw new IllegalArgumentException(
        "expected a share such as 10% or a count such as 3, got " + text);
  }

  private static Duration time(String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) {
      throw new IllegalArgumentException("expected a time such as 500ms or 2s, got " + text);
    }
    long number = Long.parseLong(time.group(1));
    return time.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number);
  }

  private static Set<Operation> operations(@Nullable String word) {
    if (word == null) {
      return EnumSet.allOf(Operation.class);
    }
    return Arrays.stream(Operation.values())
        .filter(operation -> operation.word().equals(word))
        .findFirst()
        .<Set<Operation>>map(EnumSet::of)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected a method ("
                    + Arrays.stream(Operation.values())
                        .map(Operation::word)
                        .collect(Collectors.joining(", "))
                    + "), got "
                    + word));
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException("expected " + WORDS + ", got " + text);
  }
}
