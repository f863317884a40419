package dev.ringbus.testkit;

import static dev.ringbus.testkit.Property.oneOf;

import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Instruction.Destination;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Any decision that the model can hold: sensible ones, and what nobody ought to write. */
public final class GeneratedDecisions {

  private static final String[] FILES = {
    "10sec.mp3", "op_hint.mp3", "hello", "Привет мир.wav", ".mp3"
  };

  private static final String[] NUMBERS = {
    "74959876543", "79031505050", "+74952345678", "306", "0042", "000*306", "PBX12345", "PBXabc-1.x"
  };

  private static final String[] CODES = {"1", "2", "42", "VIP", "auth_ok", "007", "0", "start"};

  /** What breaks a careless writer of JSON, of XML, or of a comma-separated list. */
  private static final String[] HOSTILE = {
    "",
    " ",
    "a&b<c>\"d'",
    "]]>",
    "two  spaces ",
    "line\nbreak\ttab\r",
    "\u0000",
    "\uD800",
    "\uFFFE",
    "😀",
    "$var",
    "null",
    "1,2",
    "-1",
    "99999999999999999999",
    "%41",
    "x".repeat(5_000)
  };

  private final RandomGenerator random;

  public GeneratedDecisions(RandomGenerator random) {
    this.random = random;
  }

  /** Of up to three instructions, seldom of a dozen. */
  public Decision next() {
    int size = random.nextInt(20) == 0 ? 12 : random.nextInt(4);
    return new Decision(Stream.generate(this::instruction).limit(size).toList());
  }

  /** One instruction of any kind. */
  public Instruction instruction() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> forward();
      case 2, 3 -> play();
      case 4 -> whisper();
      case 5 -> goTo();
      case 6 -> oneOf(random, new Instruction.Hangup(), new Instruction.Return());
      case 7 -> new Instruction.Pause(oneOf(random, 0, 10, 15, Integer.MAX_VALUE));
      case 8 -> new Instruction.SetVariable(text(CODES), text(NUMBERS));
      default -> new Instruction.Present(text(CODES), text(NUMBERS));
    };
  }

  private Instruction forward() {
    return new Instruction.Forward(
        texts(NUMBERS),
        oneOf(random, Destination.values()),
        rarely(),
        rarely() ? oneOf(random, 0, 20, Integer.MAX_VALUE) : null,
        !rarely(),
        rarely());
  }

  private Instruction play() {
    boolean file = random.nextBoolean();
    return new Instruction.Play(
        file ? text(FILES) : null,
        file ? null : text(CODES),
        rarely(),
        rarely(),
        perhaps(() -> text(CODES)));
  }

  private Instruction whisper() {
    return switch (random.nextInt(3)) {
      case 0 -> Instruction.Whisper.file(text(FILES));
      case 1 -> Instruction.Whisper.text(text(CODES));
      default -> Instruction.Whisper.nothing();
    };
  }

  private Instruction goTo() {
    return switch (random.nextInt(3)) {
      case 0 -> Instruction.GoTo.branch(texts(CODES).toArray(String[]::new));
      case 1 -> Instruction.GoTo.menu(text(CODES));
      default ->
          new Instruction.GoTo(
              List.of(),
              text(CODES),
              text(CODES),
              rarely() ? oneOf(random, 0, 3, Integer.MAX_VALUE) : null,
              null);
    };
  }

  private List<String> texts(String[] usual) {
    int size = random.nextInt(10) == 0 ? 12 : 1 + random.nextInt(3);
    return Stream.generate(() -> text(usual)).limit(size).toList();
  }

  private String text(String[] usual) {
    return random.nextInt(5) == 0 ? oneOf(random, HOSTILE) : oneOf(random, usual);
  }

  private boolean rarely() {
    return random.nextInt(4) == 0;
  }

  private @Nullable String perhaps(Supplier<String> text) {
    return rarely() ? text.get() : null;
  }
}
