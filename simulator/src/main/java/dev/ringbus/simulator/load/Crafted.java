package dev.ringbus.simulator.load;

import dev.ringbus.simulator.exchange.Courier;
import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Serial;
import dev.ringbus.simulator.pbx.Step;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes each request anew: signed ones, misbehaving ones, and those that somebody watches. */
public final class Crafted implements Shooter {

  private final Function<Serial, Step.Send> requests;
  private final Courier courier;
  private final Instant began;
  private long next;

  public Crafted(Function<Serial, Step.Send> requests, Courier courier, Instant began) {
    this.requests = requests;
    this.courier = courier;
    this.began = began;
  }

  @Override
  public void shoot(long due, Tally tally, Consumer<Heard> heard) {
    Step.Send step = requests.apply(Serial.of(began, next++));
    Courier.Count count = new Courier.Count(tally, new Courier.Since.Due(due));
    courier.send(step, courier.manner(step), count, heard);
  }
}
