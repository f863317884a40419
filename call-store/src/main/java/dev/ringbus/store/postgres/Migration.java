package dev.ringbus.store.postgres;

import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * Brings the tables to this version, in the background and again until it succeeds: the database
 * may be started after the hub. Several instances do it one after the other.
 */
final class Migration {

  private static final Logger LOG = LoggerFactory.getLogger(Migration.class);
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

  private final StoreSettings settings;
  private final Sinks.Empty<Void> done = Sinks.empty();
  private final Disposable.Swap running = Disposables.swap();

  Migration(StoreSettings settings) {
    this.settings = settings;
  }

  void start() {
    running.update(
        Mono.fromRunnable(this::migrate)
            .subscribeOn(Schedulers.boundedElastic())
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, AGAIN_AFTER).doBeforeRetry(this::tell))
            .subscribe(_ -> {}, done::tryEmitError, done::tryEmitEmpty));
  }

  void stop() {
    running.dispose();
  }

  /** Completes when the tables are there. */
  Mono<Void> done() {
    return done.asMono();
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(settings.address().jdbcUrl(), settings.user(), password(settings.password()))
        .locations("classpath:db/ringbus/migration")
        .table("ringbus_migrations")
        .load()
        .migrate();
  }

  private static String password(@Nullable String password) {
    return password == null ? "" : password;
  }

  private void tell(Retry.RetrySignal again) {
    if (again.totalRetries() == 0) {
      LOG.warn(
          "The database {} is not there yet, and will be tried every second: {}",
          settings.url(),
          cause(again.failure()).getMessage());
    }
  }

  /** What the driver said: Flyway wraps it in paragraphs. */
  private static Throwable cause(Throwable failure) {
    return failure.getCause() == null ? failure : cause(failure.getCause());
  }
}
