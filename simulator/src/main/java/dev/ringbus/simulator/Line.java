package dev.ringbus.simulator;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialects.Dialects;
import dev.ringbus.model.Integration;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Secret;
import dev.ringbus.simulator.callinteractive.CallInteractivePbx;
import dev.ringbus.simulator.comagic.ComagicPbx;
import dev.ringbus.simulator.http.Endpoint;
import dev.ringbus.simulator.http.Endpoint.Credential;
import dev.ringbus.simulator.mts.MtsPbx;
import dev.ringbus.simulator.pbx.Habits;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Pbx;
import dev.ringbus.simulator.pbx.Premises;
import dev.ringbus.simulator.sipsim.SipSimPbx;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;

/** The PBX of one integration, and where it sends its requests. */
record Line(Installation installation, Pbx pbx, Endpoint endpoint) {

  private static final Map<String, Function<Installation, Pbx>> PBXS =
      Map.of(
          "comagic", ComagicPbx::new,
          "callinteractive", CallInteractivePbx::new,
          "mts", MtsPbx::new,
          "sipsim", SipSimPbx::new);

  /** Where an integration accepts any user. */
  private static final String ANY_USER = "pbx";

  static Line of(Account account, URI hub, Premises premises, Habits habits, Clock clock)
      throws CannotSimulate {
    Integration integration = account.integration();
    Function<Installation, Pbx> pbxs = PBXS.get(integration.platform().value());
    DialectProvider dialect = Dialects.find(integration.platform()).orElse(null);
    if (pbxs == null || dialect == null) {
      throw new CannotSimulate(
          "expected %s to be of a platform with a simulated PBX, got %s"
              .formatted(integration.id(), integration.platform()));
    }
    try {
      Installation installation =
          new Installation(
              integration.id(),
              integration.platform(),
              dialect.client(account.dialectSettings()),
              integration.timeZone(),
              integration.options(),
              account.secrets().keySet(),
              premises,
              habits,
              clock);
      Pbx pbx = pbxs.apply(installation);
      return new Line(installation, pbx, endpoint(account, pbx, hub));
    } catch (InvalidOption e) {
      throw new CannotSimulate(
          "%s, option %s: %s".formatted(integration.id(), e.option(), e.getMessage()));
    }
  }

  Platform platform() {
    return installation.platform();
  }

  private static Endpoint endpoint(Account account, Pbx pbx, URI hub) throws CannotSimulate {
    String prefix = hub.getRawPath().replaceAll("/+$", "");
    Integration integration = account.integration();
    return new Endpoint(
        hub.getRawAuthority(),
        "%s/%s/%s".formatted(prefix, integration.platform(), integration.id()),
        credential(account, pbx));
  }

  private static Credential credential(Account account, Pbx pbx) throws CannotSimulate {
    return switch (pbx.credentials()) {
      case SIGNATURE -> new Credential.None();
      case QUERY -> new Credential.InQuery(key(account));
      case BASIC -> {
        String user = account.integration().user();
        yield new Credential.Basic(user == null ? ANY_USER : user, key(account));
      }
    };
  }

  private static Secret key(Account account) throws CannotSimulate {
    Secret key = account.key();
    if (key == null) {
      throw new CannotSimulate("expected a key of " + account.integration().id() + ", got none");
    }
    return key;
  }
}
