package dev.ringbus.poller.loop;

import dev.ringbus.dialect.Answer;
import dev.ringbus.dialect.mts.MtsCallId;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** One CRM workspace that is asked about calls, over connections of its own. */
public interface CallPoller {

  /** How often it is asked about each call. */
  Duration every();

  /** How many requests it may have to answer at once. */
  int concurrency();

  /** Finds out whether it is there, as MTS does; fails saying what was expected and what came. */
  Mono<Void> activate();

  /**
   * Asks about one call. Whatever came back is an answer, {@link Answer.Malformed} if it is none of
   * this wire; fails if nothing came within a limit that is less than {@link #every}.
   */
  Mono<Answer> poll(MtsCallId call);

  /** Nothing more is asked; what is under way goes on to its end. */
  void close();
}
