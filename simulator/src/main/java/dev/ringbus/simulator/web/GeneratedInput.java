package dev.ringbus.simulator.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.stream.ChunkedInput;
import org.jspecify.annotations.Nullable;

/** Generated content, made as fast as the client takes it. */
final class GeneratedInput implements ChunkedInput<ByteBuf> {

  private static final int PIECE = 64 * 1024;

  private final Content.Generated content;
  private long position;

  GeneratedInput(Content.Generated content) {
    this.content = content;
  }

  @Override
  public boolean isEndOfInput() {
    return position >= content.sent();
  }

  @Override
  public @Nullable ByteBuf readChunk(ByteBufAllocator allocator) {
    return next();
  }

  private @Nullable ByteBuf next() {
    if (isEndOfInput()) {
      return null;
    }
    byte[] piece = new byte[(int) Math.min(PIECE, content.sent() - position)];
    content.source().fill(position, piece);
    position += piece.length;
    return Unpooled.wrappedBuffer(piece);
  }

  @Override
  @Deprecated // by Netty, for readChunk(ByteBufAllocator)
  public @Nullable ByteBuf readChunk(ChannelHandlerContext context) {
    return next();
  }

  @Override
  public long length() {
    return content.sent();
  }

  @Override
  public long progress() {
    return position;
  }

  @Override
  public void close() {}
}
