package dev.ringbus.routing.ask;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Rule.AskHttp;
import dev.ringbus.model.SecretSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** Prepares the questions of rules, and owns the connections that they go over. */
public final class Asks {

  /** Whom the request builder works for: nobody's integration, since the CRM has its own. */
  private static final IntegrationId ASKING = new IntegrationId("ask");

  private final AskSettings settings;
  private final SecretSource secrets;
  private final Clock clock;
  private final Wire wire;
  private final AskObservation observation;

  public Asks(
      AskSettings settings,
      SecretSource secrets,
      Clock clock,
      MeterRegistry meters,
      Tracer tracer) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
    this.wire = new Wire(settings);
    this.observation = new AskObservation(meters, tracer);
  }

  /**
   * The question of a rule, in the dialect of {@code provider} with its default options.
   *
   * @param zone of times that the dialect writes without an offset
   */
  public Ask prepare(AskHttp rule, DialectProvider provider, ZoneId zone) {
    return new Ask(
        rule,
        provider.client(new DialectSettings(ASKING, zone, Map.of(), Map.of())),
        Credentials.of(rule, secrets),
        new CircuitBreaker(settings.restAfter(), settings.rest(), clock),
        wire,
        observation);
  }

  /** Closes the connections. */
  public void close() {
    wire.close();
  }
}
