package dev.ringbus.crm.kontur;

import static dev.ringbus.testkit.Property.oneOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import dev.ringbus.crm.kontur.TelephonyCallback.CallEvent;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFailed;
import dev.ringbus.crm.kontur.TelephonyCallback.CallFinished;
import dev.ringbus.crm.kontur.TelephonyCallback.CallRecording;
import dev.ringbus.crm.kontur.TelephonyCallback.CallStarted;
import dev.ringbus.crm.kontur.TelephonyCallback.RegisterCall;
import dev.ringbus.model.Direction;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.testkit.GoldenFiles;
import dev.ringbus.testkit.Property;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Both directions of what goes to the CRM, and what it answers. */
class WireTest {

  private static final GoldenFiles GOLDEN = GoldenFiles.of(WireTest.class, "kontur-answers");

  @Test
  void readsWhatItWritesOfCallbacks() {
    Property.holds(
        "callbacks of Kontur.CRM",
        300,
        random -> {
          TelephonyCallback callback = callback(random);
          byte[] body = CallbackWriter.write(callback, oneOf(random, LengthAs.values()));

          assertThat(CallbackReader.read(callback.method(), body)).isEqualTo(callback);
        });
  }

  @Test
  void namesNoNumberOfOursAtTheBeginningOfACallThatCameWithoutOne() {
    assertThat(begun(Direction.INBOUND)).contains("\"externalVatsPhone\":\"\"");
    assertThat(begun(Direction.INTERNAL)).doesNotContain("externalVatsPhone");
  }

  private static String begun(Direction way) {
    OffsetDateTime at = OffsetDateTime.parse("2026-11-20T15:00:00+03:00");
    CallStarted started = new CallStarted(at, null, "acme-mts:12", null, null, way);
    return new String(CallbackWriter.write(started, LengthAs.STRING), UTF_8);
  }

  @Test
  void readsWhatItWritesOfCommunications() {
    Property.holds(
        "communications of Kontur.CRM",
        300,
        random -> {
          Communication communication = communication(random);

          assertThat(Communication.read(communication.write("7a1523"))).isEqualTo(communication);
        });
  }

  @Test
  void readsTheVendorsCommunication() {
    Communication communication = Communication.read(GOLDEN.bytes("communication.json"));

    assertThat(communication.id()).isEqualTo("184bcd");
    assertThat(communication.status()).isEqualTo(Communication.SEALED);
    assertThat(communication.direction()).isEqualTo(Direction.INBOUND);
    assertThat(communication.clientPhone()).isEqualTo(new PhoneNumber("+79997775533"));
    assertThat(KonturIds.isSame("333434", communication.externalId())).isTrue();
    assertThat(communication.items())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.startedAt()).isNull();
          assertThat(item.finishedAt()).isNotNull();
          assertThat(item.to()).isEqualTo(new KonturParty(KonturParty.Type.USER, null));
        });
    assertThat(
            communication.hasEvent(
                "333434",
                LegProgress.APPEARED,
                OffsetDateTime.parse("2022-03-22T13:38:35.615279855+03:00")))
        .isTrue();
    assertThat(
            communication.hasEvent(
                "333434",
                LegProgress.CONNECTED,
                OffsetDateTime.parse("2022-03-22T10:38:35.6152798Z")))
        .isFalse();
    assertThat(communication.hasRecording("ceb45e")).isFalse();
  }

  @Test
  void readsAnIdWhateverElseIsWrong() {
    Communication communication =
        Communication.read(
            json(
                "{'id':7,'direction':'sideways','externalCreatedAt':'then','status':[],"
                    + "'data':{'call':{'items':[{'id':{}},3],'events':'none'}}}"));

    assertThat(communication.id()).isEqualTo("7");
    assertThat(communication.direction()).isNull();
    assertThatThrownBy(() -> Communication.read(json("'OK'"))).isInstanceOf(InvalidFields.class);
    assertThatThrownBy(() -> Communication.read(json("{}"))).isInstanceOf(InvalidFields.class);
  }

  @Test
  void knowsItsIdWithAndWithoutTheIntegrationsName() {
    assertThat(KonturIds.isSame("acme:1", "acme:1")).isTrue();
    assertThat(KonturIds.isSame("acme:1", "Megafon/acme:1")).isTrue();
    assertThat(KonturIds.isSame("acme:1", "acme:11")).isFalse();
    assertThat(KonturIds.isSame("acme:1", "Megafon/xacme:1")).isFalse();
    assertThat(KonturIds.isSame("acme:1", null)).isFalse();
  }

  @Test
  void saysEachFaultOfACallbackByItsField() {
    assertThatThrownBy(() ->
            CallbackReader.read(
                KonturMethod.REGISTER_CALL,
                json(
                    "{'externalId':'a','direction':'in2bound','items':[{'from':{'type':'cat'},"
                        + "'to':{},'recordings':[{'contentLength':'x'}],'startedAt':'now'}]}")))
        .isInstanceOfSatisfying(
            InvalidFields.class,
            fault -> {
              assertThat(fault.errors())
                  .containsOnlyKeys(
                      "items[0].id",
                      "items[0].from.type",
                      "items[0].to.type",
                      "items[0].recordings[0].contentLength",
                      "items[0].recordings[0].fileId",
                      "items[0].startedAt",
                      "externalCreatedAt",
                      "direction");
              assertThat(fault.errors().get("direction"))
                  .containsExactly("Error converting value \"in2bound\" to type 'Direction'.");
            });
  }

  @Test
  void readsWhatItWritesOfTheRest() {
    KonturFile file = new KonturFile("ceb45e", "1.mp3", "audio/mpeg", 9216);
    assertThat(KonturFile.read(file.write())).isEqualTo(file);
    assertThat(KonturFile.read(json("{'fileId':'a','contentLength':'12'}")).contentLength())
        .isEqualTo(12);
    CallRedirect redirect = new CallRedirect(List.of("ae9", "bf0"));
    assertThat(CallRedirect.read(redirect.write())).isEqualTo(redirect);
    AccessGrant grant = new AccessGrant("my-workspace", "dda");
    assertThat(AccessGrant.read(grant.write())).isEqualTo(grant);
    assertThat(grant.toString()).doesNotContain("dda");
    KonturError.Business error = new KonturError.Business(KonturError.NOT_FOUND, "nobody");
    assertThat(KonturError.read(error.write())).isEqualTo(error);
  }

  @Test
  void findsTheMethodOfAPath() {
    for (KonturMethod method : KonturMethod.values()) {
      String path = method.name().startsWith("AUTHORIZE") ? method.path() : method.path("acme");

      assertThat(KonturMethod.find(method.verb(), path))
          .hasValueSatisfying(found -> assertThat(found.method()).isEqualTo(method));
    }
    assertThat(KonturMethod.find("GET", "/api/v1/acme/files")).isEmpty();
    assertThat(KonturMethod.find("POST", "/api/v1/acme/files/1")).isEmpty();
    assertThat(KonturMethod.UPLOAD.path("my workspace/1"))
        .isEqualTo("/api/v1/my%20workspace%2F1/files");
  }

  @Test
  void asksWithDigitsAlone() {
    assertThat(CallRedirect.query(new PhoneNumber("+79997775533")))
        .isEqualTo("phoneNumber=79997775533");
    assertThat(CallRedirect.query(new PhoneNumber("+375"))).isEqualTo("phoneNumber=%2B375");
  }

  private static TelephonyCallback callback(RandomGenerator random) {
    return switch (random.nextInt(6)) {
      case 0 ->
          new CallStarted(
              time(random),
              maybe(random, () -> id(random)),
              id(random),
              maybe(random, () -> number(random)),
              maybe(random, () -> number(random)),
              maybe(random, () -> oneOf(random, Direction.values())));
      case 1 -> new CallEvent(maybe(random, () -> id(random)), id(random), event(random));
      case 2 ->
          new CallFinished(
              time(random),
              maybe(random, () -> id(random)),
              id(random),
              maybe(random, () -> number(random)),
              maybe(random, () -> number(random)),
              maybe(random, () -> oneOf(random, Direction.values())));
      case 3 -> new CallFailed(id(random));
      case 4 ->
          new CallRecording(
              maybe(random, () -> id(random)),
              id(random),
              id(random),
              maybe(random, () -> id(random)),
              id(random));
      default ->
          new RegisterCall(
              maybe(random, () -> number(random)),
              maybe(random, () -> number(random)),
              several(random, () -> item(random)),
              maybe(random, () -> id(random)),
              time(random),
              id(random),
              maybe(random, () -> oneOf(random, Direction.values())));
    };
  }

  private static Communication communication(RandomGenerator random) {
    return new Communication(
        id(random),
        maybe(random, () -> id(random)),
        maybe(random, () -> time(random)),
        maybe(random, () -> oneOf(random, Direction.values())),
        maybe(random, () -> oneOf(random, "sealed", "active")),
        maybe(random, () -> number(random)),
        maybe(random, () -> number(random)),
        several(random, () -> item(random)),
        several(random, () -> event(random)));
  }

  private static ItemEvent event(RandomGenerator random) {
    return new ItemEvent(
        id(random),
        maybe(random, () -> id(random)),
        time(random),
        oneOf(random, LegProgress.values()),
        party(random),
        party(random));
  }

  private static CallItem item(RandomGenerator random) {
    return new CallItem(
        id(random),
        party(random),
        party(random),
        several(
            random,
            () ->
                new KonturFile(
                    id(random), "Запись.mp3", "audio/mpeg", random.nextLong(1, 1L << 40))),
        maybe(random, () -> time(random)),
        maybe(random, () -> time(random)));
  }

  private static KonturParty party(RandomGenerator random) {
    return random.nextBoolean()
        ? KonturParty.CLIENT
        : new KonturParty(KonturParty.Type.USER, maybe(random, () -> id(random)));
  }

  private static String id(RandomGenerator random) {
    return oneOf(random, "30ab4e", "acme-mts:12/306", "acme:\"quoted\"", "Мария", "0042", "a b");
  }

  private static PhoneNumber number(RandomGenerator random) {
    return new PhoneNumber(
        oneOf(random, "+79997775533", "306", "000*306", "4951234567", "+375", "88005553535"));
  }

  private static OffsetDateTime time(RandomGenerator random) {
    return OffsetDateTime.of(2026, 11, 20, 12, 0, 0, 0, ZoneOffset.ofHours(random.nextInt(-12, 13)))
        .plusNanos(100 * random.nextLong(100_000_000_000L));
  }

  private static <T> T maybe(RandomGenerator random, Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private static <T> List<T> several(RandomGenerator random, Supplier<T> value) {
    return Stream.generate(value).limit(random.nextInt(3)).toList();
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
