package dev.ringbus.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineWheelTest {

  private final AtomicLong now = new AtomicLong();
  private final DeadlineWheel wheel = new DeadlineWheel(now::get);

  private final class Told extends DeadlineWheel.Timeout {
    private final long due;
    private long at = -1;
    private int times;

    Told(long nanos) {
      due = now.get() + nanos;
      wheel.add(this, nanos);
    }

    @Override
    void expire() {
      at = now.get();
      times++;
    }
  }

  private void advance(long nanos) {
    now.addAndGet(nanos);
    wheel.turn();
  }

  @Test
  void tellsADeadlineOnceAndNeverTooEarly() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<Told> all = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      all.add(new Told(random.nextLong(TimeUnit.SECONDS.toNanos(12))));
      advance(random.nextLong(2 * DeadlineWheel.TICK_NANOS));
    }
    for (int i = 0; i < 3_000; i++) {
      advance(DeadlineWheel.TICK_NANOS);
    }

    assertThat(all)
        .as("seed %d", seed)
        .allSatisfy(told -> {
          assertThat(told.times).isOne();
          assertThat(told.at).isBetween(told.due, told.due + 3 * DeadlineWheel.TICK_NANOS);
        });
  }

  @Test
  void tellsWhatIsDueAlready() {
    advance(TimeUnit.SECONDS.toNanos(7));
    Told due = new Told(-1);

    advance(DeadlineWheel.TICK_NANOS);

    assertThat(due.times).isOne();
  }

  @Test
  void tellsAllAfterAPauseOfSeveralTurns() {
    List<Told> all =
        List.of(
            new Told(1),
            new Told(TimeUnit.SECONDS.toNanos(3)),
            new Told(TimeUnit.SECONDS.toNanos(14)));

    advance(TimeUnit.SECONDS.toNanos(60));

    assertThat(all).allSatisfy(told -> assertThat(told.times).isOne());
  }

  @Test
  void losesNothingThatIsAddedWhileItTurns() throws InterruptedException {
    AtomicInteger told = new AtomicInteger();
    int adders = 3;
    int each = 20_000;
    DeadlineWheel real = new DeadlineWheel(System::nanoTime);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < adders; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = 0; n < each; n++) {
                  real.add(counting(told), n % 3);
                }
              }));
    }
    while (threads.stream().anyMatch(Thread::isAlive)) {
      real.turn();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    await()
        .until(() -> {
          real.turn();
          return told.get() >= adders * each;
        });

    assertThat(told).hasValue(adders * each);
  }

  private static DeadlineWheel.Timeout counting(AtomicInteger told) {
    return new DeadlineWheel.Timeout() {
      @Override
      void expire() {
        told.incrementAndGet();
      }
    };
  }
}
