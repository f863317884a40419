package dev.ringbus.dialect.callinteractive;

import java.util.stream.Stream;

/** What an XML document carries unchanged, in attributes as well. */
final class XmlText {

  private static final int FIRST_PRINTABLE = 0x20;

  private XmlText() {}

  /**
   * Whether each of the texts has only characters that XML 1.0 allows and does not normalise: no
   * control characters (tabs and line ends turn into spaces in an attribute), no halves of
   * characters.
   */
  static boolean holds(String... texts) {
    return Stream.of(texts).allMatch(text -> text.codePoints().allMatch(XmlText::holds));
  }

  private static boolean holds(int codePoint) {
    boolean half = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    return codePoint >= FIRST_PRINTABLE && !half && codePoint != 0xFFFE && codePoint != 0xFFFF;
  }
}
