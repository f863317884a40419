package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.exchange.Latencies;
import dev.ringbus.simulator.kontur.files.StoredFile;
import dev.ringbus.simulator.kontur.files.TemporaryFiles;
import dev.ringbus.simulator.kontur.recordings.Recordings;
import dev.ringbus.simulator.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A workspace of Kontur.CRM with one integration, on loopback: it takes what the hub tells it,
 * answers as the vendor's API does, and remembers everything, also whatever breaks the contract.
 * Beside it on the same port are recordings under {@code /recordings/} and, for calls that the CRM
 * asks for, {@code POST /pbx/INTEGRATION/originate}.
 *
 * <p>Its methods may be called from any thread, at any time.
 */
public final class KonturCrm implements AutoCloseable {

  private final KonturSettings settings;
  private final AccessKeys keys;
  private final Violations violations;
  private final Communications communications;
  private final TemporaryFiles files;
  private final Faults faults;
  private final Traffic traffic = new Traffic();
  private final LiveLatencies latencies = new LiveLatencies();
  private final Redirects redirects;
  private final Recordings recordings = new Recordings();
  private final RandomGenerator random;
  private final List<Consumer<Receipt>> watchers = new CopyOnWriteArrayList<>();
  private final WebServer server;
  private volatile PhoneSystem phones = PhoneSystem.NONE;

  private KonturCrm(KonturSettings settings) throws IOException {
    this.settings = settings;
    // Ids of one run are never those of another: hubs outlive simulated CRMs.
    this.random = new Random(settings.seed() ^ System.nanoTime());
    this.keys = new AccessKeys(settings.clock(), settings.keyLife(), settings.apiKey());
    this.violations = new Violations(settings.clock());
    this.communications = new Communications(settings.integration(), random, violations);
    this.files = new TemporaryFiles(settings.clock(), settings.fileLife());
    this.faults = new Faults(settings.seed());
    this.redirects = new Redirects(communications, settings.owners());
    CallFields fields = new CallFields(violations, settings.users());
    Api api =
        new Api(
            settings,
            new Gate(keys, faults, violations, traffic),
            new Authorization(settings, keys),
            new LiveNotices(communications, fields, settings, this::taken),
            new Registrations(
                communications, fields, files, violations, settings.clock(), this::taken),
            redirects,
            new Files(files, violations, faults, traffic, settings),
            violations);
    this.server = WebServer.start(settings.port(), new Site(api, recordings, faults, () -> phones));
  }

  /**
   * Starts one.
   *
   * @throws IOException if its port cannot be had
   */
  public static KonturCrm start(KonturSettings settings) throws IOException {
    return new KonturCrm(settings);
  }

  public int port() {
    return server.port();
  }

  /** The CRM's base URL, and that of what stands beside it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The URL of a recording, see {@link Recordings} for names. */
  public String recordingUrl(String name) {
    return url() + "/recordings/" + name;
  }

  public KonturSettings settings() {
    return settings;
  }

  /** What goes wrong; to be changed at any time. */
  public Faults faults() {
    return faults;
  }

  /** The recordings that PBXs have here. */
  public Recordings recordings() {
    return recordings;
  }

  /** Lets all access keys run out now. */
  public void expireKeys() {
    keys.expireAll();
  }

  /** Makes these users responsible for a client. */
  public void own(String clientPhone, List<String> users) {
    redirects.put(clientPhone, users);
  }

  /** Who places the calls that come to {@code /pbx/INTEGRATION/originate}. */
  public void connect(PhoneSystem system) {
    phones = system;
  }

  /**
   * The buttons and webhooks of this CRM.
   *
   * @param hub what the CRM was given as the integration's base URL
   */
  public SystemCalls systemCalls(URI hub) {
    return new SystemCalls(
        hub, settings.workspace(), keys, communications, violations, random, settings.clock());
  }

  /** All calls, in the order in which the CRM first heard of them. */
  public List<KnownCall> calls() {
    return communications.known();
  }

  /** Those of an external id: one, unless it was registered several times. */
  public List<KnownCall> calls(String externalId) {
    return communications.known(externalId);
  }

  /** The first of an external id. */
  public Optional<KnownCall> call(String externalId) {
    return calls(externalId).stream().findFirst();
  }

  /** All files that were uploaded. */
  public List<StoredFile> files() {
    return files.all();
  }

  /** What broke the contract, in order; the first few thousand. */
  public List<Violation> violations() {
    return violations.list();
  }

  /** How often each rule was broken. */
  public Map<Rule, Long> violationCounts() {
    return violations.counts();
  }

  /** Forgets what broke the contract so far. */
  public void clearViolations() {
    violations.clear();
  }

  public Counters counters() {
    return traffic.counters(keys.given());
  }

  /** From the time that live notices say to their receipt, of those that were not sent again. */
  public Latencies latencies() {
    return latencies.figures();
  }

  /** Is told of each notice, registration and recording that was taken, on the server's thread. */
  public void watch(Consumer<Receipt> watcher) {
    watchers.add(watcher);
  }

  private void taken(Receipt receipt) {
    latencies.add(receipt);
    watchers.forEach(watcher -> watcher.accept(receipt));
  }

  /** Closes every connection, and waits for that. What it knows can still be read. */
  @Override
  public void close() {
    server.close();
  }
}
