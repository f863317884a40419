package dev.ringbus.ingress.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;
import java.util.HexFormat;

/**
 * Percent-encodes what PBXs leave unencoded in a URL (quotes, bars, letters of other alphabets, a
 * lone percent sign), which the framework would otherwise answer with 400 before any dialect sees
 * it. Everything that is legal stays as it came, and decoding gives the same bytes.
 */
@Sharable
final class OddTargets extends ChannelInboundHandlerAdapter {

  private static final String LEGAL = "-._~!$&'()*+,;=:@/?";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request && request.uri().startsWith("/")) {
      String uri = request.uri();
      int odd = firstOdd(uri);
      if (odd < uri.length()) {
        request.setUri(encodeFrom(odd, uri));
      }
    }
    context.fireChannelRead(message);
  }

  private static int firstOdd(String uri) {
    int at = 0;
    while (at < uri.length() && isLegal(uri, at)) {
      at++;
    }
    return at;
  }

  static String encodeFrom(int odd, String uri) {
    StringBuilder encoded = new StringBuilder(uri.length() + 16).append(uri, 0, odd);
    for (int at = odd; at < uri.length(); at++) {
      if (isLegal(uri, at)) {
        encoded.append(uri.charAt(at));
      } else {
        // The request line is read as one byte a character.
        encoded.append('%').append(HEX.toHexDigits((byte) uri.charAt(at)));
      }
    }
    return encoded.toString();
  }

  private static boolean isLegal(String uri, int at) {
    char c = uri.charAt(at);
    return c == '%' ? isEscape(uri, at) : isAlphanumeric(c) || LEGAL.indexOf(c) >= 0;
  }

  private static boolean isEscape(String uri, int at) {
    return at + 2 < uri.length()
        && HexFormat.isHexDigit(uri.charAt(at + 1))
        && HexFormat.isHexDigit(uri.charAt(at + 2));
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
