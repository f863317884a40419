package dev.ringbus.dialect.callinteractive;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.model.WireName;
import java.util.List;
import java.util.Map;

/**
 * Which of the vendors it is, and where their pages leave the form open.
 *
 * @param profile {@code profile}
 * @param neutral {@code neutralAnswer}
 * @param contentType {@code contentType}
 * @param digitsFrom {@code digitsFrom}: the URL's parameter that carries what the caller typed,
 *     since the IVR puts digits into a variable of any name
 */
record CallInteractiveOptions(
    Profile profile, Neutral neutral, ContentType contentType, String digitsFrom) {

  /** The vendor. */
  enum Profile implements WireName {
    TELPHIN("telphin"),
    VOIPNOW("voipnow");

    private final String wireName;

    Profile(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** How an answer looks that asks for nothing. */
  enum Neutral implements WireName {
    /** A {@code Response} without actions. */
    RESPONSE("response"),
    /** No body at all: the body is optional. */
    EMPTY("empty");

    private final String wireName;

    Neutral(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** What every body says it is. */
  enum ContentType implements WireName {
    APPLICATION_XML("application/xml; charset=UTF-8"),
    TEXT_XML("text/xml; charset=UTF-8"),
    /** As VoipNow's own demonstration handler sends it. */
    TEXT_HTML("text/html; charset=UTF-8");

    private final String wireName;

    ContentType(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  private static final String DIGITS_FROM = "digitsFrom";

  private static final String DIGITS = "digits";

  static final List<DialectOption> ALL =
      List.of(
          DialectOption.choice("profile", "The vendor of the PBX.", Profile.class),
          DialectOption.choice(
              "neutralAnswer",
              "How an answer looks that asks for nothing: a Response without actions, or no body.",
              Neutral.class),
          DialectOption.choice(
              "contentType", "The Content-Type of every answer.", ContentType.class),
          new DialectOption(
              DIGITS_FROM,
              "The parameter of the configured URL that carries what the caller typed, as in"
                  + " ?digits=$code.",
              DialectOption.Kind.PLAIN,
              Map.of("type", "string", "minLength", 1, "default", DIGITS)));

  static CallInteractiveOptions of(DialectSettings settings) {
    return new CallInteractiveOptions(
        settings.choice("profile", Profile.class),
        settings.choice("neutralAnswer", Neutral.class),
        settings.choice("contentType", ContentType.class),
        digitsFrom(settings));
  }

  private static String digitsFrom(DialectSettings settings) {
    return switch (settings.options().get(DIGITS_FROM)) {
      case null -> DIGITS;
      case String name when !name.isBlank() -> name;
      default -> throw new InvalidOption(DIGITS_FROM, "expected the name of a parameter");
    };
  }
}
