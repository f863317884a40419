package dev.ringbus.store.testkit;

import static dev.ringbus.store.testkit.Samples.NOW;
import static dev.ringbus.store.testkit.Samples.file;
import static dev.ringbus.store.testkit.Samples.key;
import static dev.ringbus.store.testkit.Samples.notice;
import static dev.ringbus.store.testkit.Samples.planned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ringbus.store.ClaimedDelivery;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.FinishedDelivery.Parked;
import dev.ringbus.store.FinishedDelivery.Postponed;
import dev.ringbus.store.FinishedDelivery.Sent;
import dev.ringbus.store.FinishedDelivery.Uploaded;
import dev.ringbus.store.Operations;
import dev.ringbus.store.PlannedDelivery;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UploadedFile;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link dev.ringbus.store.Outbox} does with recordings and their registrations. */
public abstract class OutboxFilesContract extends StoreUnderTest {

  private static final Instant LATER = NOW.plusSeconds(60);

  private static final PlannedDelivery REGISTER =
      planned("register-call", Lane.CALL, Operations.REGISTER_CALL, LATER);

  private static PlannedDelivery upload(String url) {
    return planned("upload/" + url, Lane.FILES, Operations.UPLOAD, NOW);
  }

  private static PlannedDelivery attachment(String url) {
    return planned("call-recording/" + url, Lane.CALL, Operations.CALL_RECORDING, NOW);
  }

  private static Uploaded uploaded(ClaimedDelivery claimed, String url) {
    return new Uploaded(claimed, NOW, file(url, "id of " + url), null, attachment(url));
  }

  private List<DeliveryView> views() {
    return now(store().inquiries().call(key("17"))).orElseThrow().deliveries();
  }

  @Test
  void remembersFilesAndWhetherTheyAreAttached() {
    plan("17", notice("1"), notice("2"), upload("a"), upload("b"));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    finish(uploaded(claimFiles(NOW).getFirst(), "b"));
    ClaimedDelivery first = claim(NOW).getFirst();
    assertThat(first.files()).containsExactlyInAnyOrder(file("a", "id of a"), file("b", "id of b"));

    finish(new Sent(first, NOW, null, List.of("a", "unheard of"), null, List.of()));
    assertThat(claim(NOW).getFirst().files())
        .extracting(UploadedFile::url, UploadedFile::attached)
        .containsExactlyInAnyOrder(tuple("a", true), tuple("b", false));
  }

  @Test
  void replacesAFileThatIsUploadedAgain() {
    plan("17", upload("a"), planned("upload/a/2", Lane.FILES, Operations.UPLOAD, NOW), notice("1"));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    ClaimedDelivery again = claimFiles(NOW).getFirst();
    finish(new Uploaded(again, NOW, file("a", "another id"), null, attachment("a")));

    assertThat(claim(NOW).getFirst().files()).containsExactly(file("a", "another id"));
  }

  @Test
  void registersWhenTheLastUploadIsThere() {
    plan("17", REGISTER, upload("a"), upload("b"));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    assertThat(claim(NOW)).isEmpty();
    finish(uploaded(claimFiles(NOW).getFirst(), "b"));

    ClaimedDelivery register = claim(NOW).getFirst();
    assertThat(register.planned().operation()).isEqualTo(Operations.REGISTER_CALL);
    assertThat(register.files()).hasSize(2);
    assertThat(views()).hasSize(3);
  }

  @Test
  void registersWhenTheLastUploadIsParked() {
    plan("17", REGISTER, upload("a"));
    finish(new Parked(claimFiles(NOW).getFirst(), NOW, "too large"));

    assertThat(claimedNames(NOW)).containsExactly("register-call");
  }

  @Test
  void doesNotHurryARegistrationThatWasTried() {
    plan("17", planned("register-call", Lane.CALL, Operations.REGISTER_CALL, NOW), upload("a"));
    finish(new Postponed(claim(NOW).getFirst(), LATER, "503", true, List.of()));
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));

    assertThat(claim(NOW)).isEmpty();
    assertThat(claim(LATER).getFirst().files()).hasSize(1);
    assertThat(views()).hasSize(2);
  }

  @Test
  void attachesAFileThatCameAfterItsRegistrationWasClaimed() {
    plan("17", REGISTER, upload("a"), upload("b"));
    ClaimedDelivery register = claim(LATER).getFirst();
    finish(uploaded(claimFiles(NOW).getFirst(), "a"));
    finish(sent(register));
    finish(uploaded(claimFiles(NOW).getFirst(), "b"));

    for (String name : List.of("call-recording/a", "call-recording/b")) {
      ClaimedDelivery attach = claim(NOW).getFirst();
      assertThat(attach.planned().name()).isEqualTo(name);
      finish(sent(attach));
    }
  }
}
