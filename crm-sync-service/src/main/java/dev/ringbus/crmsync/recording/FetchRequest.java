package dev.ringbus.crmsync.recording;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * One of the requests by which a recording is fetched.
 *
 * @param first what the PBX gave; its user and password are for its origin alone
 * @param url what is asked for now
 * @param redirects how many led here
 */
record FetchRequest(RecordingUrl first, RecordingUrl url, int redirects) {

  private static final int MOST_REDIRECTS = 5;

  static FetchRequest of(RecordingUrl url) {
    return new FetchRequest(url, url, 0);
  }

  /**
   * The next one.
   *
   * @throws RefusedRecording if it is one too many
   */
  FetchRequest redirectedTo(RecordingUrl next) {
    if (redirects == MOST_REDIRECTS) {
      throw new RefusedRecording(
          "%s redirects more than %d times, at last to %s".formatted(first, MOST_REDIRECTS, next));
    }
    return new FetchRequest(first, next, redirects + 1);
  }

  void write(HttpHeaders headers) {
    headers.set(HttpHeaderNames.USER_AGENT, "ringbus");
    headers.set(HttpHeaderNames.ACCEPT, "audio/*, */*;q=0.5");
    headers.set(HttpHeaderNames.ACCEPT_ENCODING, "identity");
    if (url.origin().equals(first.origin())) {
      first
          .userInfo()
          .ifPresent(user -> headers.set(HttpHeaderNames.AUTHORIZATION, "Basic " + encoded(user)));
    }
  }

  private static String encoded(String userInfo) {
    return Base64.getEncoder().encodeToString(decoded(userInfo).getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String userInfo) {
    try {
      return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      // A percent sign that begins no code is itself.
      return userInfo;
    }
  }
}
