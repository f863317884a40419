package dev.ringbus.crmsync.recording;

import java.util.Locale;
import java.util.regex.Pattern;

/** What a recording is called in the CRM. */
final class FileName {

  private static final int LONGEST = 80;
  private static final Pattern ODD = Pattern.compile("(?:%[0-9A-Fa-f]{2}|[^A-Za-z0-9._-])+");
  private static final Pattern EDGES = Pattern.compile("^[._-]+|[._-]+$");

  private FileName() {}

  /**
   * The last part of the URL's path with the extension that the content has; of it letters, digits
   * and {@code ._-} alone, since the name goes into headers, and into the folders of people.
   */
  static String of(RecordingUrl url, String extension) {
    String path = url.path();
    String name = ODD.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceAll("_");
    int dot = name.lastIndexOf('.');
    if (dot > 0 && name.length() - dot <= 6) {
      name = name.substring(0, dot);
    }
    name = EDGES.matcher(name.substring(0, Math.min(LONGEST, name.length()))).replaceAll("");
    return (name.isEmpty() ? "recording" : name) + "." + extension.toLowerCase(Locale.ROOT);
  }
}
