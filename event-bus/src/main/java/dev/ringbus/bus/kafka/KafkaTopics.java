package dev.ringbus.bus.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Creates the topics that are missing. One that exists is left as it is, and where it differs from
 * its plan this is logged: a change of partitions would break the order by key, and the rest may
 * have been somebody's decision.
 */
final class KafkaTopics {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

  /** It answers already, and may be busy. */
  private static final int CREATION_LIMIT_MS = 30_000;

  private final ClientProperties properties;
  private final List<TopicPlan> plans;
  private final Sinks.One<PartitionCounts> ensured = Sinks.one();
  private final Disposable.Swap running = Disposables.swap();

  KafkaTopics(ClientProperties properties, List<TopicPlan> plans) {
    this.properties = properties;
    this.plans = List.copyOf(plans);
  }

  /** Begins; it tries as long as the broker cannot be reached. */
  void start() {
    running.update(
        ensureOnce()
            .doOnError(failure ->
                LOG.warn("the topics cannot be created or checked yet: {}", cause(failure)))
            .retryWhen(
                Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(250))
                    .maxBackoff(Duration.ofSeconds(5)))
            .subscribe(counts -> ensured.emitValue(counts, EmitFailureHandler.FAIL_FAST)));
  }

  void stop() {
    running.dispose();
  }

  /** Completes when all topics exist. */
  Mono<PartitionCounts> ensured() {
    return ensured.asMono();
  }

  /** One attempt, which fails with what Kafka says. */
  Mono<PartitionCounts> ensureOnce() {
    return Mono.fromCallable(this::ensure).subscribeOn(Schedulers.boundedElastic());
  }

  /** Nothing when it is interrupted: whoever wanted it has gone. */
  private @Nullable PartitionCounts ensure() throws ExecutionException {
    Admin admin = Admin.create(properties.admin());
    try {
      Set<String> found = admin.listTopics().names().get();
      List<TopicPlan> missing =
          plans.stream().filter(plan -> !found.contains(plan.name())).toList();
      List<TopicPlan> existing = new ArrayList<>(plans);
      existing.removeAll(missing);
      existing.addAll(create(admin, missing));
      Map<String, Integer> partitions = new TreeMap<>();
      missing.forEach(plan -> partitions.put(plan.name(), plan.partitions()));
      check(admin, existing, partitions);
      return new PartitionCounts(partitions);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } finally {
      // Without a limit it would wait for what has not been answered.
      admin.close(Duration.ZERO);
    }
  }

  /** Returns those that somebody else has created in the meantime. */
  private static List<TopicPlan> create(Admin admin, List<TopicPlan> missing)
      throws ExecutionException, InterruptedException {
    List<TopicPlan> existing = new ArrayList<>();
    CreateTopicsResult result =
        admin.createTopics(
            missing.stream().map(TopicPlan::toNewTopic).toList(),
            new CreateTopicsOptions().timeoutMs(CREATION_LIMIT_MS));
    for (TopicPlan plan : missing) {
      try {
        get(result.values(), plan.name()).get();
        LOG.debug("created {}", plan);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
        existing.add(plan);
      }
    }
    return existing;
  }

  private static void check(Admin admin, List<TopicPlan> existing, Map<String, Integer> partitions)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(existing.stream().map(TopicPlan::name).toList()).allTopicNames().get();
    Map<ConfigResource, Config> configs =
        admin.describeConfigs(existing.stream().map(KafkaTopics::resource).toList()).all().get();
    for (TopicPlan plan : existing) {
      TopicDescription description = get(descriptions, plan.name());
      partitions.put(plan.name(), description.partitions().size());
      TopicDifference.all(plan, description, get(configs, resource(plan)))
          .forEach(difference -> LOG.warn("{}", difference));
    }
  }

  /** Kafka's answers have an entry for all that was asked. */
  private static <K, V> V get(Map<K, V> answers, K key) {
    return Objects.requireNonNull(answers.get(key), () -> "no answer about " + key);
  }

  private static String cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return (failure instanceof ExecutionException && cause != null ? cause : failure).toString();
  }

  private static ConfigResource resource(TopicPlan plan) {
    return new ConfigResource(ConfigResource.Type.TOPIC, plan.name());
  }
}
