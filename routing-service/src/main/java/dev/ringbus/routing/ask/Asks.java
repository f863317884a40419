package dev.ringbus.routing.ask;

import dev.ringbus.bus.CommandLog;
import dev.ringbus.crms.Crms;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.model.Configuration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Rule.AskCrm;
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
  private final EndedRequests ended;
  private final Workspaces workspaces;

  public Asks(
      AskSettings settings,
      SecretSource secrets,
      Clock clock,
      MeterRegistry meters,
      Tracer tracer,
      CommandLog commands) {
    this.settings = settings;
    this.secrets = secrets;
    this.clock = clock;
    this.wire = new Wire(settings);
    this.observation = new AskObservation(meters, tracer);
    this.ended = new EndedRequests(commands, clock);
    this.workspaces =
        new Workspaces(
            crm -> Crms.find(crm.type()).map(it -> it.connect(crm, secrets, clock)),
            () -> new CircuitBreaker(settings.restAfter(), settings.rest(), clock));
  }

  /**
   * The question of a rule, in the dialect of {@code provider} with its default options.
   *
   * @param zone of times that the dialect writes without an offset
   */
  public Ask prepare(AskHttp rule, DialectProvider provider, ZoneId zone) {
    return new HttpAsk(
        rule,
        provider.client(new DialectSettings(ASKING, zone, Map.of(), Map.of())),
        Credentials.of(rule, secrets),
        new CircuitBreaker(settings.restAfter(), settings.rest(), clock),
        wire,
        observation);
  }

  /** The question of a rule to a workspace, whichever is configured when it is asked. */
  public Ask prepare(AskCrm rule) {
    return new CrmAsk(rule, workspaces, ended, observation);
  }

  /** Takes over the workspaces of a changed configuration. */
  public void take(Configuration configuration) {
    workspaces.take(configuration);
  }

  /** Closes the connections. */
  public void close() {
    workspaces.close();
    wire.close();
  }
}
