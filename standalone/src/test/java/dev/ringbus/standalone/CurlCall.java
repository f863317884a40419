package dev.ringbus.standalone;

import dev.ringbus.standalone.PlainHttp.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A request as a shell would send it, as far as the hub prints lines to paste into one. */
record CurlCall(URI url, List<String> headers, String contentType, String body) {

  static CurlCall parse(String line) {
    URI url = null;
    List<String> headers = new ArrayList<>();
    String contentType = "";
    String body = "";
    List<String> words = words(line);
    for (int i = 1; i < words.size(); i++) {
      switch (words.get(i)) {
        case "-u" -> {
          String[] user = words.get(++i).split(":", 2);
          headers.addAll(List.of("Authorization", PlainHttp.basic(user[0], user[1])));
        }
        case "-H" -> contentType = words.get(++i).replaceFirst("^Content-Type: ", "");
        case "--data-raw" -> body = words.get(++i);
        default -> url = URI.create(words.get(i));
      }
    }
    return new CurlCall(url, headers, contentType, body);
  }

  /** The words of a command, of which some are in single quotes. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (line + " ").toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    return words;
  }

  Answer send() {
    String[] all = headers.toArray(String[]::new);
    return body.isEmpty() ? PlainHttp.get(url, all) : PlainHttp.post(url, contentType, body, all);
  }
}
