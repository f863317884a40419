package dev.ringbus.dialect.mts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.Property;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MtsEventsTest {

  private static final String TIME = "\"EventTime\":\"2015-03-01T12:00:05+03:00\"";

  private static final Instant LATER = GoldenFiles.RECEIVED_AT.plusSeconds(1);

  private final DialectSettings settings = DialectSettings.defaults(new IntegrationId("acme-mts"));

  private final PbxDialect dialect = new Mts().dialect(settings);

  @Test
  void givesARedeliveredEventTheSameId() {
    String report = "{\"CallID\":12,\"EventType\":4,\"DTMF\":\"1\"," + TIME + "}";

    assertThat(id(report, LATER)).isEqualTo(id(report, GoldenFiles.RECEIVED_AT));
  }

  @Test
  void givesAnotherEventOfTheSameSecondAnotherId() {
    String report = "{\"CallID\":12,\"EventType\":4,\"DTMF\":\"1\"," + TIME + "}";

    assertThat(id(report))
        .isNotEqualTo(id(report.replace("\"1\"", "\"2\"")))
        .isNotEqualTo(id(report.replace("12", "13")))
        .isNotEqualTo(id(report.replace(":05", ":06")))
        .isNotEqualTo(id(report.replace("Type\":4", "Type\":3")));
  }

  @Test
  void tellsRepeatsWithoutATimeApartByTheirReceipt() {
    String report = "{\"CallID\":12,\"EventType\":4,\"DTMF\":\"1\",\"EventTime\":\"soon\"}";

    assertThat(id(report, LATER)).isNotEqualTo(id(report, GoldenFiles.RECEIVED_AT));
  }

  @Test
  void tellsTheQuestionFromWhatHappened() {
    List<CallEvent> events = read("{\"CallID\":12,\"EventType\":1," + TIME + "}", LATER);

    assertThat(events).extracting(CallEvent::id).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void tellsOnWhatItReadWhateverItWas() {
    Property.holds(
        "reports of mts",
        2_000,
        random -> {
          String report = CrmFields.write(report(random));
          CallEvent event = read(report, LATER).getFirst();
          PbxRequest told =
              new Mts().client(settings).request(event, Style.POST_JSON).orElseThrow();

          assertThat(read(told.body().text(), LATER).getFirst())
              .as(report)
              .usingRecursiveComparison()
              .ignoringFields("id", "raw")
              .isEqualTo(event);
        });
  }

  /** Any report that the platform could make, and some that it would not. */
  private static Map<String, Object> report(RandomGenerator random) {
    Map<String, Object> report = new LinkedHashMap<>();
    int event = 1 + random.nextInt(18);
    boolean isOutgoing = random.nextInt(4) == 0;
    report.put("CallID", random.nextLong(1, Long.MAX_VALUE));
    report.put("EventTime", "2015-03-01T12:00:" + (10 + random.nextInt(50)) + "+03:00");
    report.put("AN", Property.oneOf(random, "", "9161234567", "+375290000000", "anonymous"));
    report.put("UN", Property.oneOf(random, "4951234567", "74951234567"));
    report.put("DN1", Property.oneOf(random, "", "4957654321", "79031505050"));
    report.put("DN2", Property.oneOf(random, "", "", "4957654322"));
    report.put("EXT1", Property.oneOf(random, "", "1042"));
    report.put("EXT2", Property.oneOf(random, "", "", "1043"));
    report.put("DTMF", Property.oneOf(random, "", "0042", "*1#"));
    report.put("Generic", Property.oneOf(random, "", "4950000000"));
    report.put(
        "Result",
        Property.oneOf(random, "", "0", "1", "2", "3", "4", "1280", "1284", "1289", "486", 480));
    report.put("EventType", event);
    report.put("ServiceType", isOutgoing ? 2 : Property.oneOf(random, 1, 3, 4));
    return report;
  }

  private String id(String report) {
    return id(report, GoldenFiles.RECEIVED_AT);
  }

  private String id(String report, Instant receivedAt) {
    return read(report, receivedAt).getFirst().id();
  }

  private List<CallEvent> read(String report, Instant receivedAt) {
    PbxRequest request =
        new PbxRequest("POST", "CallEvent", "", List.of(), Body.of(report), receivedAt);
    return switch (dialect.read(request)) {
      case Reading.Report(var events) -> events;
      case Reading.Question(var events, var _) -> events;
      case Reading.Poll _, Reading.Probe _ -> List.of();
    };
  }
}
