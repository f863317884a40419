package dev.ringbus.simulator.kontur.recordings;

import dev.ringbus.dialect.Header;
import dev.ringbus.simulator.web.Content;
import dev.ringbus.simulator.web.WebAnswer.Response;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /recordings/NAME} answers. A name says it all, so that a call can be made up with it:
 * words and numbers, parted by {@code -}, and {@code .mp3} or {@code .wav}.
 *
 * <ul>
 *   <li>{@code …-102s.mp3}: 102 seconds; {@code …-5000000b.wav}: so many bytes; else 10 seconds
 *   <li>{@code empty-…}: no bytes; {@code truncated-…}: half of the announced length, then the
 *       connection is closed; {@code html-…}: a page with status 200
 *   <li>{@code later3-…}: 404 to the first three requests; {@code failing3-…}: 503 to them
 *   <li>{@code missing-…}: 404 for ever; {@code redirect-…}: 302 to the name without that word;
 *       {@code slow5-…}: after five seconds
 * </ul>
 *
 * What a name cannot say, {@link #redirect} can.
 */
public final class Recordings {

  private static final Pattern LENGTH = Pattern.compile(".*?(?:^|-)(\\d{1,10})([sb])(?:\\.\\w+)?");
  private static final Pattern KIND =
      Pattern.compile("(empty|truncated|html|later|failing|missing|redirect|slow)(\\d{0,4})-(.+)");
  private static final long SECONDS = 10;
  private static final int PIECE = 64 * 1024;

  private final Map<String, URI> redirects = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();

  /** From now on this name leads elsewhere. */
  public void redirect(String name, URI to) {
    redirects.put(name, to);
  }

  /** How often a name was asked for. */
  public int requests(String name) {
    AtomicInteger count = requests.get(name);
    return count == null ? 0 : count.get();
  }

  /** The hash of the sound that goes by this name when nothing is wrong, hexadecimal. */
  public String sha256(String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String sound = name.replaceFirst("^(redirect-)+", "");
      Content.Source source = Sound.of(sound).source(sound, length(sound));
      byte[] piece = new byte[PIECE];
      for (long at = 0, length = length(sound); at < length; at += PIECE) {
        int size = (int) Math.min(PIECE, length - at);
        source.fill(at, piece);
        digest.update(piece, 0, size);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The answer to a request for this name. */
  public Response answer(String name) {
    int earlier = requests.computeIfAbsent(name, _ -> new AtomicInteger()).getAndIncrement();
    URI elsewhere = redirects.get(name);
    return elsewhere == null ? answer(name, earlier) : moved(elsewhere.toString());
  }

  private static Response answer(String name, int earlier) {
    Matcher kind = KIND.matcher(name);
    if (!kind.matches()) {
      return sound(name);
    }
    int number = kind.group(2).isEmpty() ? 1 : Integer.parseInt(kind.group(2));
    return switch (kind.group(1)) {
      case "empty" -> Response.of(200, Sound.of(name).contentType(), Content.EMPTY);
      case "truncated" -> truncated(name);
      case "html" ->
          Response.of(200, "text/html; charset=utf-8", "<html><body>Sign in</body></html>");
      case "later" -> earlier < number ? status(404) : sound(name);
      case "failing" -> earlier < number ? status(503) : sound(name);
      case "missing" -> status(404);
      case "redirect" -> moved("/recordings/" + kind.group(3));
      default -> sound(name).later(Duration.ofSeconds(number));
    };
  }

  private static Response sound(String name) {
    long length = length(name);
    return Response.of(
        200,
        Sound.of(name).contentType(),
        new Content.Generated(length, length, Sound.of(name).source(name, length)));
  }

  private static Response truncated(String name) {
    long length = length(name);
    return Response.of(
        200,
        Sound.of(name).contentType(),
        new Content.Generated(length, length / 2, Sound.of(name).source(name, length)));
  }

  private static long length(String name) {
    Matcher length = LENGTH.matcher(name);
    if (!length.matches()) {
      return Sound.of(name).length(SECONDS);
    }
    long number = Long.parseLong(length.group(1));
    return length.group(2).equals("s") ? Sound.of(name).length(number) : number;
  }

  private static Response status(int status) {
    return Response.of(status, "text/plain; charset=utf-8", "not here");
  }

  private static Response moved(String to) {
    return new Response(302, List.of(new Header("Location", to)), Content.EMPTY, Duration.ZERO);
  }
}
