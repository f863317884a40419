package dev.ringbus.dialect.comagic;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.model.WireName;
import java.util.List;

/**
 * Where the vendor's document leaves the form of an answer open.
 *
 * @param whisper {@code operatorMessage}
 * @param code {@code returnedCode}
 * @param codes {@code returnedCodes}
 * @param contentType {@code contentType}
 */
record ComagicOptions(Whispering whisper, Code code, Codes codes, ContentType contentType) {

  /** How a message to the employee is written. */
  enum Whispering implements WireName {
    /** A file as the text of {@code operator_message}, a text in {@code operator_text}. */
    STRING("string"),
    /** {@code operator_media} and {@code operator_text} beside the other fields. */
    SEPARATE("separate"),
    /** {@code operator_media} and {@code operator_text} in an object {@code operator_message}. */
    NESTED("nested");

    private final String wireName;

    Whispering(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** How a return code is written. */
  enum Code implements WireName {
    /** As a JSON number if it looks like one, otherwise as a string. */
    AUTO("auto"),
    STRING("string");

    private final String wireName;

    Code(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** How several return codes are written. */
  enum Codes implements WireName {
    /** As an array; one code alone without it. */
    ARRAY("array"),
    /** As an array, even one code alone. */
    ALWAYS_ARRAY("alwaysArray"),
    /** As one string, with commas between. */
    COMMAS("commas");

    private final String wireName;

    Codes(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** What every answer says it is. */
  enum ContentType implements WireName {
    JSON_IN_UTF8("application/json; charset=UTF-8"),
    JSON("application/json");

    private final String wireName;

    ContentType(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  static final List<DialectOption> ALL =
      List.of(
          DialectOption.choice(
              "operatorMessage",
              "How a message to the employee is written: a file as the text of operator_message,"
                  + " or operator_media and operator_text on their own, or both nested in"
                  + " operator_message.",
              Whispering.class),
          DialectOption.choice(
              "returnedCode",
              "How a return code is written: as a number if it looks like one, or always as a"
                  + " string.",
              Code.class),
          DialectOption.choice(
              "returnedCodes",
              "How several return codes are written: as an array if there is more than one, always"
                  + " as an array, or as one string with commas.",
              Codes.class),
          DialectOption.choice(
              "contentType", "The Content-Type of every answer.", ContentType.class));

  static ComagicOptions of(DialectSettings settings) {
    return new ComagicOptions(
        settings.choice("operatorMessage", Whispering.class),
        settings.choice("returnedCode", Code.class),
        settings.choice("returnedCodes", Codes.class),
        settings.choice("contentType", ContentType.class));
  }
}
