package dev.ringbus.simulator.callevent;

import dev.ringbus.simulator.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A CRM that speaks the API of MTS Autosecretary, on loopback. It takes what the hub tells it,
 * hands out what it was given to hand out, and remembers everything, also whatever the platform
 * would not have done.
 *
 * <p>Its methods may be called from any thread, at any time.
 */
public final class CallEventCrm implements AutoCloseable {

  private final CallEventSettings settings;
  private final Violations violations = new Violations();
  private final Faults faults = new Faults();
  private final Instructions instructions = new Instructions();
  private final Calls calls;
  private final CallEventApi api;
  private final List<Consumer<Receipt>> watchers = new CopyOnWriteArrayList<>();
  private final int port;
  private @Nullable WebServer server;

  private CallEventCrm(CallEventSettings settings) throws IOException {
    this.settings = settings;
    calls = new Calls(settings, violations);
    api =
        new CallEventApi(
            new Door(settings, faults),
            calls,
            instructions,
            violations,
            settings.clock(),
            settings.tested(),
            receipt -> watchers.forEach(watcher -> watcher.accept(receipt)));
    WebServer first = WebServer.start(settings.port(), api);
    server = first;
    port = first.port();
  }

  /**
   * Starts one.
   *
   * @throws IOException if its port cannot be had
   */
  public static CallEventCrm start(CallEventSettings settings) throws IOException {
    return new CallEventCrm(settings);
  }

  public int port() {
    return port;
  }

  /** The base URL; any path below it is one as well. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** What goes wrong; to be changed at any time. */
  public Faults faults() {
    return faults;
  }

  /** What is handed out; to be changed at any time. */
  public Instructions instructions() {
    return instructions;
  }

  /**
   * How often the second activation test was answered with 200; each of the hub's services makes
   * it.
   */
  public int activations() {
    return api.activations();
  }

  /** Whether both activation tests were answered with 200. */
  public boolean isActivated() {
    return api.isActivated();
  }

  /** All calls, in the order in which the CRM first heard of them. */
  public List<ToldCall> calls() {
    return calls.all();
  }

  /** A call by its {@code CallID}. */
  public Optional<ToldCall> call(long callId) {
    return calls.find(callId);
  }

  /** What the platform would not have done; the first few thousand. */
  public List<Violation> violations() {
    calls.judgeEarly(settings.clock().instant());
    return violations.list();
  }

  /** Forgets what the platform would not have done so far. */
  public void clearViolations() {
    violations.clear();
  }

  /** Is told of each request and how it is answered, on the server's thread. */
  public void watch(Consumer<Receipt> watcher) {
    watchers.add(watcher);
  }

  /** Closes every connection and refuses new ones. What it knows it keeps. */
  public synchronized void stop() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /**
   * Listens again where it did, after {@link #stop}.
   *
   * @throws IOException if somebody else has taken its port meanwhile
   */
  public synchronized void resume() throws IOException {
    if (server == null) {
      server = WebServer.start(port, api);
    }
  }

  @Override
  public void close() {
    stop();
  }
}
