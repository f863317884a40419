package dev.ringbus.simulator.misbehaviour;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.Body;
import dev.ringbus.dialect.Header;
import dev.ringbus.dialect.Parameters;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.simulator.http.Decoded;
import dev.ringbus.simulator.http.Endpoint;
import dev.ringbus.simulator.http.Message;
import dev.ringbus.simulator.http.Wire;
import dev.ringbus.simulator.pbx.Chance;
import dev.ringbus.testkit.Property;
import dev.ringbus.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MannersTest {

  private static final int ROUNDS = 200;
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String QUERY =
      "caller=%2B375290000000&name=%D0%98%D0%B2%D0%B0%D0%BD%20I&status=NOANSWER&id=1.930430";
  private static final String OBJECT =
      "{\"status\":\"ANSWER\",\"name\":\"Иван\\n\\u0041\",\"n\":[1,{\"d\":1.50}],\"url\":\"a/b\"}";
  private static final Endpoint ENDPOINT =
      new Endpoint("127.0.0.1:8080", "/sipsim/acme", new Endpoint.Credential.None());

  @Test
  void drawsEachMisbehaviourOnceInThreeTimes() {
    Manners manners =
        new Manners(Set.of(Misbehaviour.SLOW, Misbehaviour.CASE), Chance.of(1, "draws"));
    int slow = 0;
    for (int i = 0; i < 3000; i++) {
      Set<Misbehaviour> drawn = manners.next();
      assertThat(drawn).isSubsetOf(Misbehaviour.SLOW, Misbehaviour.CASE);
      slow += drawn.contains(Misbehaviour.SLOW) ? 1 : 0;
    }

    assertThat(slow).isBetween(900, 1100);
  }

  @Test
  void behavesWithoutMisbehaviours() {
    Manners manners = new Manners(Set.of(), Chance.of(1));

    assertThat(manners.next()).isEmpty();
    assertThat(manners.spell(get(QUERY), Set.of())).isEqualTo(get(QUERY));
    Message message = ENDPOINT.message(get(QUERY));
    assertThat(manners.write(message, Set.of()).pieces()).containsExactly(message.bytes());
  }

  @Test
  void encodesParametersInAnotherWayThatReadsTheSame() {
    Set<String> seen = new HashSet<>();
    Property.holds(
        "odd parameters",
        ROUNDS,
        random -> {
          String odd = OddParameters.of(QUERY, Chance.of(random.nextLong()));
          assertThat(plusesGivenBack(Parameters.ofQuery(odd)))
              .isEqualTo(Parameters.ofQuery(QUERY).raw());
          seen.add(odd);
        });
    assertThat(seen)
        .allMatch(odd -> odd.contains("=+3") || odd.contains("%3d+3") || odd.contains("+%33"))
        .anyMatch(odd -> odd.contains("%d0%98"))
        .anyMatch(odd -> odd.contains("%61"))
        .anyMatch(odd -> odd.contains("+I") || odd.contains("+%49"))
        .anyMatch(odd -> odd.contains("%20I") || odd.contains("%20%49"));
  }

  @Test
  void writesJsonInAnotherWayThatReadsTheSame() {
    Set<String> seen = new HashSet<>();
    Property.holds(
        "odd JSON",
        ROUNDS,
        random -> {
          String odd = OddJson.of(OBJECT, Chance.of(random.nextLong()));
          assertThat(Json.mapper().readTree(odd)).isEqualTo(Json.mapper().readTree(OBJECT));
          seen.add(odd);
        });
    assertThat(seen)
        .allMatch(odd -> odd.contains("\\u0418"))
        .anyMatch(odd -> odd.contains("\n  \""))
        .anyMatch(odd -> odd.contains("\\/"))
        .anyMatch(odd -> odd.contains("\\u0073"));
  }

  @Test
  void namesTheMediaTypeInOtherWays() {
    Set<String> types = new HashSet<>();
    for (int seed = 0; seed < ROUNDS; seed++) {
      types.add(
          OddEncoding.of(post(FORM, QUERY), Chance.of(seed)).header("Content-Type").orElseThrow());
    }

    assertThat(types)
        .contains(FORM, FORM + "; charset=utf-8", "APPLICATION/X-WWW-FORM-URLENCODED")
        .allMatch(type -> type.toLowerCase(java.util.Locale.ROOT).startsWith(FORM))
        .noneMatch(type -> type.contains("1251"));
  }

  @Test
  void leavesASignedBodyAsItIs() {
    PbxRequest signed =
        new PbxRequest(
            "POST",
            "",
            "",
            List.of(
                new Header("Content-Type", "application/json"),
                new Header("X-Webhook-Signature", "00")),
            Body.of(OBJECT),
            Instant.EPOCH);

    for (int seed = 0; seed < ROUNDS; seed++) {
      Chance chance = Chance.of(seed);
      assertThat(OddCase.of(OddEncoding.of(signed, chance), chance).body())
          .isEqualTo(signed.body());
    }
  }

  @Test
  void changesTheCaseOfStatusAndPathAndNothingElse() {
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < ROUNDS; seed++) {
      PbxRequest odd = OddCase.of(get(QUERY), Chance.of(seed));
      assertThat(odd.rawQuery()).isEqualToIgnoringCase(QUERY);
      assertThat(odd.rawQuery().replaceAll("(?i)noanswer", "NOANSWER")).isEqualTo(QUERY);
      seen.add(Parameters.ofQuery(odd.rawQuery()).text("status"));
      seen.add(OddCase.of(at("CallEvent/9007"), Chance.of(seed)).path());
      assertThat(OddCase.of(at("Node-1"), Chance.of(seed)).path()).isEqualTo("Node-1");
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(
            "noanswer",
            "NOANSWER",
            "NoAnSwEr",
            "callevent/9007",
            "CALLEVENT/9007",
            "CaLlEvEnT/9007");
  }

  @Test
  void changesTheCaseOfHeaderNamesAlone() {
    Message message = ENDPOINT.message(post(FORM, QUERY));
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<Header> odd = OddCase.headers(message, Chance.of(seed)).headers();
      assertThat(odd).extracting(Header::value).isEqualTo(values(message.headers()));
      seen.add(odd.stream().map(Header::name).collect(Collectors.joining(" ")));
    }

    assertThat(seen)
        .containsExactlyInAnyOrder(
            "host content-type content-length",
            "HOST CONTENT-TYPE CONTENT-LENGTH",
            "HoSt CoNtEnT-TyPe CoNtEnT-LeNgTh");
  }

  @Test
  void sendsABodyInChunks() {
    Message message = ENDPOINT.message(post(FORM, QUERY));
    Property.holds(
        "chunks",
        ROUNDS,
        random -> {
          Message chunked = Chunks.of(message, Chance.of(random.nextLong()));
          assertThat(chunked.headers())
              .contains(new Header("Transfer-Encoding", "chunked"))
              .extracting(Header::name)
              .doesNotContain("Content-Length");
          assertThat(Decoded.of(Wire.of(chunked.bytes())).body().text()).isEqualTo(QUERY);
        });
    Message empty = ENDPOINT.message(get(QUERY));
    assertThat(Chunks.of(empty, Chance.of(1))).isEqualTo(empty);
  }

  @Test
  void sendsARequestInPiecesWithPauses() {
    Message post = ENDPOINT.message(post(FORM, QUERY));
    Message get = ENDPOINT.message(get(QUERY));
    Property.holds(
        "pieces",
        ROUNDS,
        random -> {
          Wire posted = Pieces.of(post, Chance.of(random.nextLong()));
          assertThat(posted.pieces()).hasSize(4).allMatch(piece -> piece.length > 0);
          assertThat(joined(posted)).isEqualTo(text(post.bytes()));
          assertThat(posted.pause()).isBetween(Duration.ofMillis(5), Duration.ofMillis(40));
          Wire got = Pieces.of(get, Chance.of(random.nextLong()));
          assertThat(got.pieces()).hasSize(2);
          assertThat(joined(got)).isEqualTo(text(get.bytes()));
        });
  }

  /** A bare plus reads as a space, which the hub's dialects give back before a digit. */
  private static java.util.Map<String, Object> plusesGivenBack(Parameters parameters) {
    java.util.Map<String, Object> raw = new java.util.LinkedHashMap<>(parameters.raw());
    raw.replaceAll((_, value) -> value.toString().replaceFirst("^ (?=[0-9])", "+"));
    return raw;
  }

  private static List<String> values(List<Header> headers) {
    return headers.stream().map(Header::value).toList();
  }

  private static PbxRequest get(String query) {
    return new PbxRequest("GET", "", query, List.of(), Body.EMPTY, Instant.EPOCH);
  }

  private static PbxRequest at(String path) {
    return new PbxRequest("GET", path, "", List.of(), Body.EMPTY, Instant.EPOCH);
  }

  private static PbxRequest post(String type, String body) {
    return new PbxRequest(
        "POST", "", "", List.of(new Header("Content-Type", type)), Body.of(body), Instant.EPOCH);
  }

  private static String joined(Wire wire) {
    return wire.pieces().stream().map(MannersTest::text).collect(Collectors.joining());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
