package dev.ringbus.config.yaml;

/** How texts of the file stand in messages. */
public final class Texts {

  private static final int LONGEST = 60;

  private Texts() {}

  /** The text in quotes, on one line, and cut where it is long. */
  public static String quoted(String text) {
    String line = onOneLine(text);
    if (line.codePointCount(0, line.length()) <= LONGEST) {
      return "'" + line + "'";
    }
    return "'" + line.substring(0, line.offsetByCodePoints(0, LONGEST)) + "…'";
  }

  /** The text with every run of spaces, line ends and control characters as one space. */
  public static String onOneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Space}\\u2028\\u2029]+", " ").strip();
  }
}
