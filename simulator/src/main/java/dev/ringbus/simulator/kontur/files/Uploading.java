package dev.ringbus.simulator.kontur.files;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One upload under way: exactly one part, with the name {@code file}, a file name and a content
 * type. Its content is hashed and counted as it arrives. What is wrong is remembered and thrown at
 * the end, since the client sees an answer for certain only when it has sent everything.
 */
public final class Uploading implements AutoCloseable {

  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^;\\s]{1,70}))\\s*(?:;.*)?");

  private static final Pattern DISPOSITION = Pattern.compile("(?i)form-data\\s*;.*");

  private final MessageDigest digest = sha256();
  private final @Nullable Multipart multipart;
  private @Nullable MalformedUpload fault;
  private @Nullable Content received;
  private long length;

  /** What was received. */
  public record Content(String fileName, String contentType, long length, String sha256) {}

  public Uploading(String contentType) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (boundary.matches()) {
      String name = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
      multipart = new Multipart(name, new TheFile());
    } else {
      multipart = null;
      fault =
          new MalformedUpload(
              "Expected Content-Type multipart/form-data with a boundary, got "
                  + (contentType.isEmpty() ? "none" : contentType));
    }
  }

  /** The next piece of the body. */
  public void read(ByteBuf piece) {
    if (multipart != null && fault == null) {
      try {
        multipart.read(piece);
      } catch (MalformedUpload e) {
        fault = e;
      }
    }
  }

  /** How many bytes of the file have arrived. */
  public long length() {
    return length;
  }

  /** The body is complete. */
  public Content end() throws MalformedUpload {
    if (fault == null && multipart != null) {
      multipart.end();
    }
    if (fault != null) {
      throw fault;
    }
    if (received == null) {
      throw new MalformedUpload("The file field is required.");
    }
    return received;
  }

  @Override
  public void close() {
    if (multipart != null) {
      multipart.close();
    }
  }

  /** The one part that there is to be. */
  private final class TheFile implements Multipart.Parts {

    private String fileName = "";
    private String contentType = "";

    @Override
    public void begin(Map<String, String> headers) throws MalformedUpload {
      String disposition = headers.getOrDefault("content-disposition", "");
      if (!DISPOSITION.matcher(disposition).matches()
          || !parameter(disposition, "name").equals(Optional.of("file"))) {
        throw new MalformedUpload("Expected one part with the name \"file\", got " + disposition);
      }
      if (received != null) {
        throw new MalformedUpload("Expected one part with the name \"file\", got a second");
      }
      fileName =
          parameter(disposition, "filename")
              .filter(name -> !name.isEmpty())
              .orElseThrow(() -> new MalformedUpload("Expected a filename in the part \"file\""));
      contentType = headers.getOrDefault("content-type", "");
      if (!contentType.toLowerCase(Locale.ROOT).matches("[a-z0-9.+-]+/[a-z0-9.+-]+(\\s*;.*)?")) {
        throw new MalformedUpload("Expected a Content-Type in the part \"file\"");
      }
    }

    @Override
    public void content(ByteBuf piece) {
      digest.update(piece.nioBuffer());
      length += piece.readableBytes();
    }

    @Override
    public void end() {
      received =
          new Content(fileName, contentType, length, HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** A parameter of {@code Content-Disposition}, quoted or not. */
  private static Optional<String> parameter(String disposition, String name) {
    Matcher found =
        Pattern.compile("(?i);\\s*" + name + "=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\\s]*))")
            .matcher(disposition);
    if (!found.find()) {
      return Optional.empty();
    }
    return Optional.of(
        found.group(1) == null ? found.group(2) : found.group(1).replaceAll("\\\\(.)", "$1"));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
