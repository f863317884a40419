package dev.ringbus.simulator.http;

import dev.ringbus.dialect.PbxResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A hub on a {@link ManualLoop} that takes as long for each answer as a test says. */
public final class ManualHub implements Hub {

  private final ManualLoop loop;
  private final int connections;
  private final IntFunction<Duration> takes;
  private final List<Long> sentAt = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private PbxResponse response = PbxResponse.empty(200);
  private String failure = "";
  private int underWay;

  /**
   * @param takes how long the n-th answer takes, from 0
   */
  public ManualHub(ManualLoop loop, int connections, IntFunction<Duration> takes) {
    this.loop = loop;
    this.connections = connections;
    this.takes = takes;
  }

  public ManualHub answering(PbxResponse other) {
    response = other;
    return this;
  }

  public ManualHub failing(String why) {
    failure = why;
    return this;
  }

  @Override
  public int room() {
    return connections - underWay;
  }

  @Override
  public void send(Wire wire, Consumer<Reply> heard) {
    if (room() == 0) {
      throw new AssertionError("sent without room");
    }
    underWay++;
    long at = loop.nanos();
    sentAt.add(at);
    wires.add(wire);
    loop.after(
        takes.apply(sentAt.size() - 1),
        () -> {
          underWay--;
          heard.accept(
              failure.isEmpty()
                  ? new Reply.Answered(response, at, loop.nanos())
                  : new Reply.Unanswered(failure, at));
        });
  }

  /** What was sent. */
  public List<Wire> wires() {
    return List.copyOf(wires);
  }

  /** When each request was sent. */
  public List<Duration> sentAt() {
    return sentAt.stream().map(Duration::ofNanos).toList();
  }
}
