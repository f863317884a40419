package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmAction.Upload;
import dev.ringbus.crm.kontur.KonturFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A file as the one part of a multipart body, whose length is known before it is read. */
final class MultipartFile {

  private final Upload upload;
  private final String boundary;
  private final byte[] head;
  private final byte[] tail;

  MultipartFile(Upload upload, String boundary) {
    this.upload = upload;
    this.boundary = boundary;
    this.head =
        String.join(
                "\r\n",
                "--" + boundary,
                "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\""
                    .formatted(KonturFile.PART, quoted(upload.name())),
                "Content-Type: " + line(upload.contentType()),
                "",
                "")
            .getBytes(StandardCharsets.UTF_8);
    this.tail = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
  }

  /** As browsers do (RFC 7578): UTF-8, with the few characters escaped that would end the name. */
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String line(String text) {
    return text.replaceAll("[\\r\\n]", "");
  }

  /**
   * The body.
   *
   * @param progress run for each piece that is taken
   */
  Content tellingOf(Runnable progress) {
    return new Content() {
      @Override
      public String type() {
        return "multipart/form-data; boundary=" + boundary;
      }

      @Override
      public long length() {
        return head.length + upload.length() + tail.length;
      }

      @Override
      public Publisher<ByteBuf> bytes() {
        return Flux.concat(
            Mono.fromSupplier(() -> Unpooled.wrappedBuffer(head)),
            FilePieces.of(upload.content(), upload.length()).doOnNext(_ -> progress.run()),
            Mono.fromSupplier(() -> Unpooled.wrappedBuffer(tail)));
      }
    };
  }
}
