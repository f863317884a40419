package dev.ringbus.simulator.exchange;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.simulator.http.Endpoint;
import dev.ringbus.simulator.http.Hub;
import dev.ringbus.simulator.http.Reply;
import dev.ringbus.simulator.http.Wire;
import dev.ringbus.simulator.misbehaviour.Manners;
import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Heard;
import dev.ringbus.simulator.pbx.Installation;
import dev.ringbus.simulator.pbx.Meaning;
import dev.ringbus.simulator.pbx.Step;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/** Carries the requests of one integration to the hub, and judges and counts the answers. */
public final class Courier {

  private final Hub hub;
  private final Installation installation;
  private final Endpoint endpoint;
  private final Manners manners;
  private final Consumer<Exchange> watcher;

  /**
   * @param watcher is told of each exchange, on the loop
   */
  public Courier(
      Hub hub,
      Installation installation,
      Endpoint endpoint,
      Manners manners,
      Consumer<Exchange> watcher) {
    this.hub = hub;
    this.installation = installation;
    this.endpoint = endpoint;
    this.manners = manners;
    this.watcher = watcher;
  }

  /** How this request, the next one, is sent. */
  public Set<Misbehaviour> manner(Step.Send step) {
    Set<Misbehaviour> manner = manners.next();
    if (!(step.means() instanceof Meaning.Polls)) {
      manner.remove(Misbehaviour.LOSE); // after a report the fault would be the platform's own
    }
    return manner;
  }

  /**
   * Sends a request in this manner, a second time if that is the manner, and tells what came of it
   * the first time once all is done. Of the two, the second counts as the duplicate.
   */
  public void send(Step.Send step, Set<Misbehaviour> manner, Count count, Consumer<Heard> heard) {
    PbxRequest request = manners.spell(step.request(), manner);
    Wire wire = manners.write(endpoint.message(request), manner);
    Set<Misbehaviour> once = EnumSet.noneOf(Misbehaviour.class);
    once.addAll(manner);
    if (once.remove(Misbehaviour.DUPLICATE)) {
      Count again = new Count(count.tally(), new Since.Sent());
      Parcel duplicate = new Parcel(step, request, wire, manner, again);
      carry(
          new Parcel(step, request, wire, once, count),
          first -> carry(duplicate, _ -> heard.accept(first)));
    } else {
      carry(new Parcel(step, request, wire, once, count), heard);
    }
  }

  /** Where a request counts, and since when its answer is waited for. */
  public record Count(Tally tally, Since since) {}

  /** Since when an answer is waited for. */
  public sealed interface Since {

    /** Since the request was sent. */
    record Sent() implements Since {}

    /** Since the request was to be sent, which is never later. */
    record Due(long nanos) implements Since {}
  }

  private record Parcel(
      Step.Send step, PbxRequest request, Wire wire, Set<Misbehaviour> manner, Count count) {}

  private void carry(Parcel parcel, Consumer<Heard> heard) {
    parcel.count().tally().sent(parcel.manner());
    hub.send(parcel.wire(), reply -> heard.accept(judged(parcel, reply)));
  }

  private Heard judged(Parcel parcel, Reply reply) {
    return switch (reply) {
      case Reply.Answered(PbxResponse response, long sentAt, long answeredAt) -> {
        Answer answer = parcel.step().reader().read(response);
        Verdict verdict = Verdict.of(answer, response);
        long nanos =
            switch (parcel.count().since()) {
              case Since.Sent() -> answeredAt - sentAt;
              case Since.Due(long due) -> answeredAt - due;
            };
        parcel.count().tally().answered(verdict, nanos);
        tell(parcel, new Exchange.Result.Answered(response, verdict, Duration.ofNanos(nanos)));
        yield new Heard.Answered(response.status(), answer);
      }
      case Reply.Unanswered(String why, long _) -> {
        if (parcel.manner().contains(Misbehaviour.LOSE)) {
          parcel.count().tally().lost();
        } else {
          parcel.count().tally().unanswered(why);
        }
        tell(parcel, new Exchange.Result.Unanswered(why));
        yield new Heard.Silence();
      }
    };
  }

  private void tell(Parcel parcel, Exchange.Result result) {
    watcher.accept(
        new Exchange(
            installation.integration(),
            installation.platform(),
            parcel.request(),
            endpoint.shown(parcel.request()),
            parcel.step().means(),
            parcel.manner(),
            result));
  }
}
