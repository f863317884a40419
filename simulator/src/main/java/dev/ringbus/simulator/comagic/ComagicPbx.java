package dev.ringbus.simulator.comagic;

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

/**
 * A virtual PBX whose scenario has nodes of interactive call processing. Calls take turns in how
 * they carry their parameters and under which name they give the call's id.
 */
public final class ComagicPbx implements Pbx {

  private static final List<Style> STYLES =
      List.of(Style.GET_QUERY, Style.POST_FORM, Style.POST_JSON);

  private static final List<String> TYPED = List.of("1", "2", "0", "0042", "*1#", "12345");

  private final Installation installation;

  public ComagicPbx(Installation installation) {
    this.installation = installation;
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
    Style style = STYLES.get(number % STYLES.size());
    String typed = number == 0 ? TYPED.getFirst() : chance.oneOf(TYPED);
    String idName = number % 2 == 0 ? "cdr_id" : "call_session_id";
    return new ComagicCall(wire(serial, chance, idName, style), typed);
  }

  @Override
  public Optional<Step.Send> single(LoadKind kind, Serial serial) {
    return switch (kind) {
      case DECISION -> {
        ComagicWire wire = wire(serial, Chance.of(0, serial), "cdr_id", Style.GET_QUERY);
        yield Optional.of(wire.ask(ComagicCall.FIRST_NODE, null));
      }
      case NOTIFICATION -> Optional.empty();
    };
  }

  private ComagicWire wire(Serial serial, Chance chance, String idName, Style style) {
    CallFacts facts = new CallFacts(installation, new CallId(serial.digits()));
    return new ComagicWire(installation, facts, chance, idName, style);
  }
}
