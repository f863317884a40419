package dev.ringbus.simulator.misbehaviour;

import dev.ringbus.simulator.http.Message;
import dev.ringbus.simulator.http.Wire;
import dev.ringbus.simulator.pbx.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Cuts a request into pieces: head and body apart where there is a body, and both again. */
final class Pieces {

  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final int LONGEST_TIMES = 8;

  private Pieces() {}

  static Wire of(Message message, Chance chance) {
    byte[] all = message.bytes();
    int head = all.length - message.body().size();
    int inHead = chance.between(1, head - 1);
    List<Integer> cuts = new ArrayList<>(List.of(0, inHead));
    if (message.body().size() > 1) {
      cuts.add(head);
      cuts.add(chance.between(head + 1, all.length - 1));
    }
    cuts.add(all.length);
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 1; i < cuts.size(); i++) {
      pieces.add(Arrays.copyOfRange(all, cuts.get(i - 1), cuts.get(i)));
    }
    return new Wire(pieces, SHORTEST.multipliedBy(chance.between(1, LONGEST_TIMES)));
  }
}
