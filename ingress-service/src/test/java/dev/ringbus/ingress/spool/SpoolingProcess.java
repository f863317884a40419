package dev.ringbus.ingress.spool;

import io.opentelemetry.context.Context;
import java.nio.file.Path;
import reactor.core.publisher.Flux;

/** Appends without end and prints what is acknowledged, to be killed: {@code FOLDER CALL}. */
final class SpoolingProcess {

  /** What a line begins with that names what is acknowledged. */
  static final String ACKNOWLEDGED = "acknowledged ";

  private static final int AT_ONCE = 16;

  private SpoolingProcess() {}

  public static void main(String[] args) {
    Spool spool = SpoolSamples.spool(Path.of(args[0]), Long.MAX_VALUE);
    spool.open();
    Flux.generate(
            () -> 0,
            (number, sink) -> {
              sink.next(number);
              return number + 1;
            })
        .cast(Integer.class)
        .flatMapSequential(
            number ->
                spool
                    .append(SpoolSamples.events(args[1], number), Context.root())
                    .thenReturn(args[1] + "-" + number),
            AT_ONCE)
        .doOnNext(id -> System.out.println(ACKNOWLEDGED + id))
        .blockLast();
  }
}
