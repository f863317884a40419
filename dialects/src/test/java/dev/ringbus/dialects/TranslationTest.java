package dev.ringbus.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.VendorClient.Style;
import dev.ringbus.model.CallEvent;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.testkit.GoldenFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Whichever PBX a call came from, a CRM that speaks another vendor's API can be asked about it. */
class TranslationTest {

  private static final DialectSettings SETTINGS =
      DialectSettings.defaults(new IntegrationId("acme"));

  @TestFactory
  Stream<DynamicTest> asksAboutEveryQuestionInEveryDialectThatDecides() {
    return deciding()
        .flatMap(from ->
            deciding()
                .map(to ->
                    DynamicTest.dynamicTest(
                        from.platform() + " in the words of " + to.platform(),
                        () -> questions(from).forEach(asked -> assertAsked(asked, to)))));
  }

  private static void assertAsked(CallEvent asked, DialectProvider to) {
    for (Style style : Style.values()) {
      PbxRequest request = to.client(SETTINGS).request(asked, style).orElseThrow();

      assertThat(to.dialect(SETTINGS).read(request))
          .isInstanceOfSatisfying(
              Reading.Question.class,
              question -> {
                assertThat(question.question().event().caller()).isEqualTo(asked.caller());
                assertThat(question.question().event().called())
                    .isIn(asked.called(), asked.linePhone());
                assertThat(question.question().event().digits()).isEqualTo(asked.digits());
              });
    }
  }

  private static Stream<DialectProvider> deciding() {
    return Dialects.all().stream().filter(DialectProvider::decides);
  }

  private static List<CallEvent> questions(DialectProvider from) {
    GoldenFiles golden = GoldenFiles.of(TranslationTest.class, from.platform().value());
    return golden.cases(".request.http").stream()
        .flatMap(name -> question(from, golden.request(name + ".request.http")))
        .toList();
  }

  private static Stream<CallEvent> question(DialectProvider from, PbxRequest request) {
    try {
      return from.dialect(SETTINGS).read(request) instanceof Reading.Question question
          ? Stream.of(question.question().event())
          : Stream.empty();
    } catch (RejectedRequest _) {
      return Stream.empty();
    }
  }
}
