package dev.ringbus.store.testkit;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Leg;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.store.CallDossier;
import dev.ringbus.store.DeliveryState;
import dev.ringbus.store.DeliveryView;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.PlannedDelivery.Lane;
import dev.ringbus.store.UnknownPage;
import dev.ringbus.store.WorkspaceReport;
import dev.ringbus.store.WorkspaceView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Inquiries of what is in contents. The next of a page is how many have been seen. */
final class InMemoryInquiries implements Inquiries {

  private final Contents contents;

  InMemoryInquiries(Contents contents) {
    this.contents = contents;
  }

  @Override
  public Mono<Page<Call>> calls(CallFilter filter, PageRequest page) {
    return contents.with(() ->
        page(
            contents.calls.values().stream()
                .map(stored -> stored.call)
                .filter(Objects::nonNull)
                .filter(call -> matches(call, filter))
                .sorted(Comparator.comparing((Call call) -> call.startedAt().toInstant()))
                .toList()
                .reversed(),
            page));
  }

  private static boolean matches(Call call, CallFilter filter) {
    return isWithin(call.startedAt().toInstant(), filter.from(), filter.to())
        && isWanted(filter.integration(), call.integration().value())
        && isWanted(filter.state(), call.state().wireName())
        && (filter.number() == null || numbers(call).anyMatch(filter.number()::equals));
  }

  private static Stream<String> numbers(Call call) {
    return Stream.concat(
            Stream.of(
                Optional.ofNullable(call.clientPhone()), Optional.ofNullable(call.linePhone())),
            call.legs().stream().flatMap(InMemoryInquiries::parties))
        .flatMap(Optional::stream)
        .map(PhoneNumber::value);
  }

  private static Stream<Optional<PhoneNumber>> parties(Leg leg) {
    return Stream.of(
        Optional.ofNullable(leg.from().number()), Optional.ofNullable(leg.to().number()));
  }

  private static boolean isWithin(Instant at, @Nullable Instant from, @Nullable Instant to) {
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }

  private static boolean isWanted(@Nullable Object wanted, Object found) {
    return wanted == null || wanted.equals(found);
  }

  static <T> Page<T> page(List<T> all, PageRequest page) {
    int start = page.after() == null ? 0 : position(page.after());
    int end = Math.min(all.size(), start + page.size());
    return new Page<>(
        all.subList(Math.min(start, end), end), end < all.size() ? Integer.toString(end) : null);
  }

  private static int position(String after) {
    try {
      return Integer.parseInt(after);
    } catch (NumberFormatException _) {
      throw new UnknownPage();
    }
  }

  @Override
  public Mono<Optional<CallDossier>> call(CallKey key) {
    return contents.with(() ->
        Optional.ofNullable(contents.calls.get(key))
            .filter(stored -> stored.call != null)
            .map(stored ->
                new CallDossier(
                    stored.call,
                    List.copyOf(stored.events),
                    contents.of(key).map(StoredDelivery::view).toList())));
  }

  @Override
  public Mono<Page<DeliveryView>> deliveries(DeliveryFilter filter, PageRequest page) {
    return contents.with(() ->
        page(
            contents.deliveries.reversed().stream()
                .map(StoredDelivery::view)
                .filter(view -> matches(view, filter))
                .toList(),
            page));
  }

  private static boolean matches(DeliveryView view, DeliveryFilter filter) {
    return isWanted(filter.state(), view.state())
        && isWanted(filter.crm(), view.crm())
        && isWanted(filter.operation(), view.operation())
        && isWanted(filter.call(), view.call())
        && isWithin(view.createdAt(), filter.from(), filter.to());
  }

  @Override
  public Mono<Optional<DeliveryView>> replay(long delivery, Instant now) {
    return contents.with(() ->
        contents.deliveries.stream()
            .filter(one -> one.id == delivery)
            .filter(InMemoryInquiries::isAtRest)
            .peek(one -> one.replay(now))
            .map(StoredDelivery::view)
            .findFirst());
  }

  @Override
  public Mono<Long> replayAll(DeliveryFilter filter, Instant now) {
    return contents.with(() ->
        contents.deliveries.stream()
            .filter(InMemoryInquiries::isAtRest)
            .filter(one -> matches(one.view(), filter))
            .peek(one -> one.replay(now))
            .count());
  }

  private static boolean isAtRest(StoredDelivery delivery) {
    return switch (delivery.state) {
      case PARKED, DROPPED, UNKNOWN -> true;
      case WAITING, SENDING, SENT -> false;
    };
  }

  @Override
  public Mono<List<WorkspaceView>> workspaces(Instant now) {
    return contents.with(() -> {
      TreeSet<String> crms = new TreeSet<>();
      unsent().forEach(delivery -> crms.add(delivery.planned.crm()));
      contents.reports.values().forEach(report -> crms.add(report.crm()));
      return crms.stream().map(crm -> workspace(crm, now)).toList();
    });
  }

  private Stream<StoredDelivery> unsent() {
    return contents.deliveries.stream().filter(delivery -> delivery.state != DeliveryState.SENT);
  }

  private WorkspaceView workspace(String crm, Instant now) {
    List<StoredDelivery> unsent =
        unsent().filter(delivery -> delivery.planned.crm().equals(crm)).toList();
    Optional<Duration> lag =
        Stream.of(Lane.values())
            .flatMap(lane -> contents.heads(crm, lane))
            .map(delivery -> delivery.firstDueAt)
            .filter(firstDueAt -> !firstDueAt.isAfter(now))
            .min(Comparator.naturalOrder())
            .map(firstDueAt -> Duration.between(firstDueAt, now));
    Map<DeliveryState, Long> counts =
        unsent.stream()
            .collect(
                Collectors.groupingBy(
                    delivery -> delivery.state, TreeMap::new, Collectors.counting()));
    List<WorkspaceReport> reports =
        contents.reports.values().stream()
            .filter(report -> report.crm().equals(crm))
            .sorted(Comparator.comparing(WorkspaceReport::instance))
            .toList();
    return new WorkspaceView(crm, lag.orElse(null), counts, reports);
  }

  @Override
  public Mono<Void> report(WorkspaceReport report) {
    return contents
        .with(() -> contents.reports.put(List.of(report.crm(), report.instance()), report))
        .then();
  }
}
