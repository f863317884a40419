package dev.ringbus.store.postgres;

/**
 * Text of vendors as PostgreSQL can hold it: a column of type text takes neither a NUL nor half of
 * a surrogate pair, and one such event must not stop all that come after it. These, and the
 * backslash, are escaped; anything else stays readable.
 */
final class DatabaseText {

  private DatabaseText() {}

  static String write(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isSpecial(text.charAt(i))) {
        return escape(text);
      }
    }
    return text;
  }

  static String read(String stored) {
    int next = stored.indexOf('\\');
    if (next < 0) {
      return stored;
    }
    StringBuilder text = new StringBuilder(stored.length());
    int done = 0;
    for (; next >= 0; next = stored.indexOf('\\', done)) {
      text.append(stored, done, next);
      if (stored.charAt(next + 1) == 'u') {
        text.append((char) Integer.parseInt(stored, next + 2, next + 6, 16));
        done = next + 6;
      } else {
        text.append('\\');
        done = next + 2;
      }
    }
    return text.append(stored, done, stored.length()).toString();
  }

  private static boolean isSpecial(char c) {
    return c == 0 || c == '\\' || Character.isSurrogate(c);
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        escaped.append("\\\\");
      } else if (isPairAt(text, i)) {
        escaped.append(c).append(text.charAt(++i));
      } else if (isSpecial(c)) {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isPairAt(String text, int i) {
    return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
  }
}
