package dev.ringbus.crmsync.recording;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Resolves whatever name to the addresses that were checked. To be closed after its connection. */
final class PinnedAddresses extends AddressResolverGroup<InetSocketAddress> {

  private final List<InetAddress> addresses;

  PinnedAddresses(List<InetAddress> addresses) {
    this.addresses = List.copyOf(addresses);
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
    return new Names(executor).asAddressResolver();
  }

  private final class Names extends InetNameResolver {

    Names(EventExecutor executor) {
      super(executor);
    }

    @Override
    protected void doResolve(String name, Promise<InetAddress> promise) {
      promise.setSuccess(addresses.getFirst());
    }

    @Override
    protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
      promise.setSuccess(addresses);
    }
  }
}
