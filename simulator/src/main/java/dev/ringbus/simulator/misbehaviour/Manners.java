package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.simulator.http.Message;
import dev.ringbus.simulator.http.Wire;
import dev.ringbus.simulator.pbx.Chance;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a PBX sends its requests. Each misbehaviour that is switched on comes over about one request
 * in three, by chance that the seed decides.
 */
public final class Manners {

  private static final int ONE_IN = 3;

  private final Set<Misbehaviour> enabled;
  private final Chance chance;

  public Manners(Set<Misbehaviour> enabled, Chance chance) {
    this.enabled = Set.copyOf(enabled);
    this.chance = chance;
  }

  /** How the next request is sent. */
  public Set<Misbehaviour> next() {
    Set<Misbehaviour> drawn = EnumSet.noneOf(Misbehaviour.class);
    for (Misbehaviour each : Misbehaviour.values()) {
      if (enabled.contains(each) && chance.oneIn(ONE_IN)) {
        drawn.add(each);
      }
    }
    return drawn;
  }

  /** The request in another spelling, which means the same. */
  public PbxRequest spell(PbxRequest request, Set<Misbehaviour> manner) {
    PbxRequest spelt = request;
    if (manner.contains(Misbehaviour.CASE)) {
      spelt = OddCase.of(spelt, chance);
    }
    if (manner.contains(Misbehaviour.ENCODING)) {
      spelt = OddEncoding.of(spelt, chance);
    }
    return spelt;
  }

  /** The bytes of the request. */
  public Wire write(Message message, Set<Misbehaviour> manner) {
    Message written = message;
    if (manner.contains(Misbehaviour.CASE)) {
      written = OddCase.headers(written, chance);
    }
    if (manner.contains(Misbehaviour.ENCODING) && chance.oneIn(2)) {
      written = Chunks.of(written, chance);
    }
    Wire wire =
        manner.contains(Misbehaviour.SLOW) ? Pieces.of(written, chance) : Wire.of(written.bytes());
    return manner.contains(Misbehaviour.LOSE) ? wire.losing() : wire;
  }
}
