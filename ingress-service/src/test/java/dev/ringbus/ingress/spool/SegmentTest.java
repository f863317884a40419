package dev.ringbus.ingress.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.ingress.spool.Segment.Entry;
import dev.ringbus.testkit.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentTest {

  @TempDir Path folder;

  @Test
  void givesBackWhatWasAppended() {
    Property.holds(
        "a segment",
        20,
        random -> {
          Path file = folder.resolve(random.nextLong() + ".spool");
          List<Entry> first = entries(random);
          List<Entry> second = entries(random);
          try (Segment segment = Segment.create(file)) {
            segment.append(first);
            segment.append(second);
          }

          try (Segment segment = Segment.recover(file)) {
            assertThat(contents(segment)).isEqualTo(contents(concatenated(first, second)));
          }
        });
  }

  @Test
  void cutsATornTailWhereverItIsTorn() throws IOException {
    Path file = folder.resolve("whole.spool");
    List<Entry> entries = List.of(entry(1, "first"), entry(-2, ""), entry(3, "третий"));
    List<Long> ends = new ArrayList<>();
    try (Segment segment = Segment.create(file)) {
      for (Entry entry : entries) {
        segment.append(List.of(entry));
        ends.add(segment.end());
      }
    }
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length <= whole.length; length++) {
      Path torn = Files.write(folder.resolve("torn.spool"), Arrays.copyOf(whole, length));
      int kept = kept(ends, length);
      try (Segment segment = Segment.recover(torn)) {
        assertThat(contents(segment))
            .as("%d bytes", length)
            .isEqualTo(contents(entries.subList(0, kept)));
        segment.append(List.of(entry(4, "after")));
      }
      try (Segment segment = Segment.recover(torn)) {
        assertThat(contents(segment)).hasSize(kept + 1);
      }
    }
  }

  private static int kept(List<Long> ends, int length) {
    return (int) ends.stream().filter(end -> end <= length).count();
  }

  @Test
  void givesNothingThatWasChangedNorWhatFollowsIt() throws IOException {
    Path file = folder.resolve("whole.spool");
    List<Entry> entries = List.of(entry(1, "one"), entry(2, "two"), entry(3, "six"));
    try (Segment segment = Segment.create(file)) {
      segment.append(entries);
    }
    byte[] whole = Files.readAllBytes(file);
    int size = whole.length / 3;

    Property.holds(
        "a changed byte",
        500,
        random -> {
          byte[] changed = whole.clone();
          int at = random.nextInt(whole.length);
          changed[at] ^= (byte) (1 << random.nextInt(8));
          Path damaged = Files.write(folder.resolve("damaged.spool"), changed);

          try (Segment segment = Segment.recover(damaged)) {
            assertThat(contents(segment))
                .isEqualTo(contents(entries).subList(0, Math.min(at / size, 2)));
          }
        });
  }

  @Test
  void endsAtZeros() throws IOException {
    Path file = folder.resolve("zeros.spool");
    try (Segment segment = Segment.create(file)) {
      segment.append(List.of(entry(1, "first")));
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 4096));

    try (Segment segment = Segment.recover(file)) {
      assertThat(segment.end()).isEqualTo(whole.length);
    }
  }

  private static List<Entry> entries(RandomGenerator random) {
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(1, 10); i > 0; i--) {
      byte[] payload = new byte[random.nextInt(2000)];
      random.nextBytes(payload);
      entries.add(new Entry(random.nextInt(), Body.of(payload), 0));
    }
    return entries;
  }

  private static Entry entry(int call, String payload) {
    return new Entry(call, Body.of(payload), 0);
  }

  /** Hash and payload: where an entry ends is known to the file alone. */
  private static List<List<Object>> contents(List<Entry> entries) {
    return entries.stream()
        .map(entry -> List.<Object>of(entry.callHash(), entry.payload()))
        .toList();
  }

  private static List<Entry> concatenated(List<Entry> first, List<Entry> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static List<List<Object>> contents(Segment segment) throws IOException {
    List<Entry> all = new ArrayList<>();
    for (List<Entry> read = segment.read(0, 2); !read.isEmpty(); ) {
      all.addAll(read);
      read = segment.read(read.getLast().end(), 2);
    }
    return contents(all);
  }
}
