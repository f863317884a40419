package dev.ringbus.simulator.web;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.function.Function;

/** Collects a short body, and answers it. */
public final class WholeBody implements BodyReader {

  private static final int LARGEST = 4 * 1024 * 1024;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private final Function<byte[], WebAnswer> answer;
  private boolean tooLarge;

  public WholeBody(Function<byte[], WebAnswer> answer) {
    this.answer = answer;
  }

  @Override
  public void read(ByteBuf piece) {
    if (body.size() + piece.readableBytes() > LARGEST) {
      tooLarge = true;
      return;
    }
    byte[] bytes = new byte[piece.readableBytes()];
    piece.readBytes(bytes);
    body.writeBytes(bytes);
  }

  @Override
  public WebAnswer end() {
    return tooLarge
        ? WebAnswer.Response.of(413, "text/plain; charset=utf-8", "Request body too large.")
        : answer.apply(body.toByteArray());
  }
}
