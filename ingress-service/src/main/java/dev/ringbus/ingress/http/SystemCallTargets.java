package dev.ringbus.ingress.http;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpRequest;

/**
 * Takes the key out of the URL of a system call before the framework sees it, whose messages and
 * spans show URLs: the URL becomes that of all system calls, and the true one goes on in a header.
 */
@Sharable
final class SystemCallTargets extends ChannelInboundHandlerAdapter {

  /** Where all system calls begin. */
  static final String PATH = "/kontur";

  /** Where the true URL is, beginning with {@link #PATH}. */
  static final String HEADER = "ringbus-target";

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      request.headers().remove(HEADER);
      String target = withoutOrigin(request.uri());
      if (isSystemCall(target)) {
        request.headers().set(HEADER, target);
        request.setUri(PATH);
      }
    }
    context.fireChannelRead(message);
  }

  /** To a proxy a client writes the whole URL. */
  private static String withoutOrigin(String uri) {
    int origin = uri.startsWith("/") ? -1 : uri.indexOf("://");
    int path = origin < 0 ? 0 : uri.indexOf('/', origin + 3);
    return path < 0 ? "" : uri.substring(path);
  }

  private static boolean isSystemCall(String target) {
    return target.startsWith(PATH)
        && (target.length() == PATH.length() || "/?".indexOf(target.charAt(PATH.length())) >= 0);
  }
}
