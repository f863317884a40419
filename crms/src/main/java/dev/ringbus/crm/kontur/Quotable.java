package dev.ringbus.crm.kontur;

import java.util.regex.Pattern;

/** What another system said, fit to be shown: on one line, short, without the values it quotes. */
final class Quotable {

  private static final int LONGEST = 200;
  private static final Pattern VALUE = Pattern.compile("\"[^\"]*\"?");
  private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\s]+");

  private Quotable() {}

  static String of(String text) {
    String start = text.length() <= 4 * LONGEST ? text : text.substring(0, 4 * LONGEST);
    String plain = BLANK.matcher(VALUE.matcher(start).replaceAll("\"…\"")).replaceAll(" ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }
}
