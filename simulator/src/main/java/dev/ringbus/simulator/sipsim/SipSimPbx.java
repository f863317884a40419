package dev.ringbus.simulator.sipsim;

import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallId;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Credentials;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Invented;
import dev.ringbus.simulator.pbx.LoadKind;
import dev.ringbus.simulator.pbx.Pbx;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.util.List;
import java.util.Optional;

/**
 * SipSim. With a signing secret it is generation B: signed JSON, and a {@code test} before the
 * first call. Otherwise it is generation A, whose calls take turns with GET and POST.
 */
public final class SipSimPbx implements Pbx {

  private static final String SIGNING_SECRET = "signingSecret";

  private static final List<Style> STYLES_OF_A = List.of(Style.GET_QUERY, Style.POST_FORM);

  /** Seconds, as in the ids that Asterisk gives: these are the seed's. */
  private static final String ID_BEGIN = "1557491089.";

  private final Installation installation;
  private final Generation generation;

  public SipSimPbx(Installation installation) {
    this.installation = installation;
    this.generation = installation.secrets().contains(SIGNING_SECRET) ? Generation.B : Generation.A;
  }

  @Override
  public Credentials credentials() {
    return switch (generation) {
      case A -> Credentials.QUERY;
      case B -> Credentials.SIGNATURE;
    };
  }

  @Override
  public Optional<Call> activation() {
    return switch (generation) {
      case A -> Optional.empty();
      case B ->
          Optional.of(
              new SipSimCall(
                  webhooks(new CallId("test_000000"), Style.POST_JSON), List.of(new Event.Test())));
    };
  }

  @Override
  public Call call(int number, Serial serial, Chance chance) {
    Style style =
        switch (generation) {
          case A -> STYLES_OF_A.get(number % STYLES_OF_A.size());
          case B -> Style.POST_JSON;
        };
    return new SipSimCall(
        webhooks(new CallId(ID_BEGIN + serial), style),
        Stories.of(number, generation, chance, installation.premises()));
  }

  @Override
  public Optional<Call> outgoing(String from, String to, Serial serial, Chance chance) {
    Style style =
        switch (generation) {
          case A -> Style.POST_FORM;
          case B -> Style.POST_JSON;
        };
    return Optional.of(
        new SipSimCall(
            webhooks(new CallId(ID_BEGIN + serial), style),
            Stories.placed(new PhoneNumber(to), chance, installation.premises())));
  }

  @Override
  public Optional<Step.Send> single(LoadKind kind, Serial serial) {
    return switch (kind) {
      case DECISION -> Optional.empty();
      case NOTIFICATION -> {
        Chance chance = Chance.of(0, serial);
        Event.Call start =
            Event.start(Way.INCOMING, Invented.belarusian(chance), Invented.belarusian(chance));
        yield Optional.of(webhooks(new CallId(ID_BEGIN + serial), Style.POST_FORM).send(start));
      }
    };
  }

  private Webhooks webhooks(CallId id, Style style) {
    return new Webhooks(installation, generation, new CallFacts(installation, id), style);
  }
}
