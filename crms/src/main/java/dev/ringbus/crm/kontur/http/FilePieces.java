package dev.ringbus.crm.kontur.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * A file's bytes as they are asked for, read on a thread that may block. Of pieces of this size the
 * client takes some hundred ahead of the network, 2 MiB.
 */
final class FilePieces {

  private static final Logger log = LoggerFactory.getLogger(FilePieces.class);

  private static final int PIECE = 16 * 1024;

  private final FileChannel channel;
  private final long length;
  private long read;

  private FilePieces(FileChannel channel, long length) {
    this.channel = channel;
    this.length = length;
  }

  /** So many bytes of the file; fails with {@link UnreadableFile} if there are fewer. */
  static Flux<ByteBuf> of(Path file, long length) {
    return Flux.<ByteBuf, FilePieces>generate(
            () -> open(file, length), FilePieces::next, FilePieces::close)
        .doOnDiscard(ByteBuf.class, ReferenceCountUtil::safeRelease)
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static FilePieces open(Path file, long length) {
    try {
      return new FilePieces(FileChannel.open(file, StandardOpenOption.READ), length);
    } catch (IOException e) {
      throw new UnreadableFile("the file could not be opened", e);
    }
  }

  private FilePieces next(SynchronousSink<ByteBuf> sink) {
    if (read == length) {
      sink.complete();
      return this;
    }
    ByteBuf piece = ByteBufAllocator.DEFAULT.directBuffer(PIECE);
    try {
      int got = piece.writeBytes(channel, (int) Math.min(PIECE, length - read));
      if (got <= 0) {
        throw new UnreadableFile(
            "expected a file of %d bytes, found %d".formatted(length, read), null);
      }
      read += got;
      sink.next(piece);
    } catch (IOException e) {
      piece.release();
      sink.error(new UnreadableFile("the file could not be read", e));
    } catch (UnreadableFile e) {
      piece.release();
      sink.error(e);
    }
    return this;
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("a file that was uploaded could not be closed", e);
    }
  }
}
