package dev.ringbus.simulator.mts;

import java.time.Duration;

/** What a call has before it, until an answer changes that. */
sealed interface Act {

  /** How much time of the call passes before. */
  Duration after();

  /** The platform reports. */
  record Report(MtsEvent event, Duration after, Legs legs, Detail detail) implements Act {}

  /** Nothing happens: they talk. */
  record Talk(Duration after) implements Act {}

  /** The same, when so much of the time before it has passed. */
  default Act in(Duration rest) {
    return switch (this) {
      case Report report -> new Report(report.event(), rest, report.legs(), report.detail());
      case Talk _ -> new Talk(rest);
    };
  }

  /** What some reports say beside who is in the call. */
  sealed interface Detail {

    /** Nothing. */
    record Plain() implements Detail {}

    /** What the subscriber typed. */
    record Typed(String digits) implements Detail {}

    /** How forwarding turned out. */
    record Transferred(TransferResult result) implements Detail {}

    /** How the call ended. */
    record Ended(Ending ending) implements Detail {}
  }

  static Report report(MtsEvent event, int seconds, Legs legs) {
    return new Report(event, Duration.ofSeconds(seconds), legs, new Detail.Plain());
  }

  static Report typed(String digits, Legs legs) {
    return new Report(MtsEvent.DTMF, Duration.ofSeconds(2), legs, new Detail.Typed(digits));
  }

  static Report transferred(MtsEvent event, TransferResult result, Legs legs) {
    return new Report(event, Duration.ofSeconds(4), legs, new Detail.Transferred(result));
  }

  static Report ended(Ending ending, Legs legs) {
    return new Report(MtsEvent.END_CALL, Duration.ofSeconds(1), legs, new Detail.Ended(ending));
  }
}
