package dev.ringbus.crm.kontur.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The body of a request, which is made anew for each time that it is sent. */
interface Content {

  String type();

  /** In bytes. */
  long length();

  Publisher<ByteBuf> bytes();

  /** A body of JSON. */
  static Content json(byte[] json) {
    return new Content() {
      @Override
      public String type() {
        return "application/json";
      }

      @Override
      public long length() {
        return json.length;
      }

      @Override
      public Publisher<ByteBuf> bytes() {
        return Mono.fromSupplier(() -> Unpooled.wrappedBuffer(json));
      }
    };
  }
}
