package dev.ringbus.simulator.load;

import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.simulator.exchange.Tally;
import dev.ringbus.simulator.exchange.Verdict;
import dev.ringbus.simulator.http.Hub;
import dev.ringbus.simulator.http.Reply;
import dev.ringbus.simulator.http.Wire;
import dev.ringbus.simulator.pbx.AnswerReader;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends the same bytes again and again, with the digits of each call's serial in their places: what
 * a request costs the generator is hardly more than its system calls.
 */
public final class Prepared implements Shooter {

  private final Hub hub;
  private final AnswerReader reader;
  private final byte[] template;
  private final List<Integer> places;
  private final Instant began;
  private long next;

  private Prepared(
      Hub hub, AnswerReader reader, byte[] template, List<Integer> places, Instant began) {
    this.hub = hub;
    this.reader = reader;
    this.template = template;
    this.places = places;
    this.began = began;
  }

  /**
   * A shooter of this request; empty if the serial does not stand in it as it is, so that nothing
   * can be put in its place.
   *
   * @param serial of the call that the request was made for, the first since {@code began}
   */
  public static Optional<Prepared> of(
      Hub hub, AnswerReader reader, byte[] request, Serial serial, Instant began) {
    List<Integer> places = places(request, serial);
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Prepared(hub, reader, request.clone(), places, began));
  }

  private static List<Integer> places(byte[] request, Serial serial) {
    String text = new String(request, StandardCharsets.ISO_8859_1);
    List<Integer> places = new ArrayList<>();
    for (int at = text.indexOf(serial.digits()); at >= 0; ) {
      places.add(at);
      at = text.indexOf(serial.digits(), at + Serial.LENGTH);
    }
    return places;
  }

  @Override
  public void shoot(long due, Tally tally, Consumer<Heard> heard) {
    tally.sent(Set.of());
    hub.send(Wire.of(request()), reply -> heard.accept(judged(reply, due, tally)));
  }

  private byte[] request() {
    byte[] request = template.clone();
    byte[] digits = Serial.of(began, next++).digits().getBytes(StandardCharsets.US_ASCII);
    for (int place : places) {
      System.arraycopy(digits, 0, request, place, digits.length);
    }
    return request;
  }

  private Heard judged(Reply reply, long due, Tally tally) {
    return switch (reply) {
      case Reply.Answered(PbxResponse response, long _, long answeredAt) -> {
        var answer = reader.read(response);
        tally.answered(Verdict.of(answer, response), answeredAt - due);
        yield new Heard.Answered(response.status(), answer);
      }
      case Reply.Unanswered(String why, long _) -> {
        tally.unanswered(why);
        yield new Heard.Silence();
      }
    };
  }
}
