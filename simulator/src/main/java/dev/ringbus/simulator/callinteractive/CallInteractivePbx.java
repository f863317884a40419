package dev.ringbus.simulator.callinteractive;

import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallId;
import dev.ringbus.simulator.pbx.Call;
import dev.ringbus.simulator.pbx.CallFacts;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.simulator.pbx.Credentials;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.LoadKind;
import dev.ringbus.simulator.pbx.Pbx;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.util.List;
import java.util.Optional;

/** An IVR. Calls take turns with GET and POST, and every third comes from inside. */
public final class CallInteractivePbx implements Pbx {

  private static final List<Style> STYLES = List.of(Style.GET_QUERY, Style.POST_FORM);
  private static final int INTERNAL_ONE_IN = 3;

  /** Twenty hex digits, as in the vendor's example; a serial makes them a UUID's 32. */
  private static final String ID_BEGIN = "5205dc5cc5a411e5ab9e";

  /** Before the call's id in the id that outlives transfers, as in the vendor's example. */
  private static final String API_ID_BEGIN = "3584705175:";

  private static final List<String> TYPED = List.of("1234", "1", "0", "09897987", "*", "306");

  private final Installation installation;
  private final Profile profile;

  public CallInteractivePbx(Installation installation) {
    this.installation = installation;
    this.profile = Profile.of(installation);
  }

  @Override
  public Credentials credentials() {
    return Credentials.QUERY;
  }

  @Override
  public Optional<Call> activation() {
    return Optional.empty();
  }

  @Override
  public Call call(int number, Serial serial, Chance chance) {
    String typed = number == 0 ? TYPED.getFirst() : chance.oneOf(TYPED);
    Parties parties =
        number % INTERNAL_ONE_IN == INTERNAL_ONE_IN - 1
            ? Parties.internal()
            : Parties.external(chance);
    return new CallInteractiveCall(
        wire(serial, parties, STYLES.get(number % STYLES.size())), typed);
  }

  @Override
  public Optional<Step.Send> single(LoadKind kind, Serial serial) {
    return switch (kind) {
      case DECISION -> {
        CallInteractiveWire wire =
            wire(serial, Parties.external(Chance.of(0, serial)), Style.GET_QUERY);
        yield Optional.of(wire.ask(Ivr.entered()));
      }
      case NOTIFICATION -> Optional.empty();
    };
  }

  private CallInteractiveWire wire(Serial serial, Parties parties, Style style) {
    String callId = ID_BEGIN + serial;
    CallFacts facts = new CallFacts(installation, new CallId(API_ID_BEGIN + callId));
    return new CallInteractiveWire(installation, profile, facts, callId, parties, style);
  }
}
