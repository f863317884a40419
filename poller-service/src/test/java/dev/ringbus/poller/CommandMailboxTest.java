package dev.ringbus.poller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.bus.BrokerUnavailable;
import dev.ringbus.bus.testkit.InMemoryBroker;
import dev.ringbus.bus.testkit.InMemoryCommandLog;
import dev.ringbus.bus.testkit.InMemoryLiveCallLog;
import dev.ringbus.model.CallCommand.Instruct;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Instruction.Hangup;
import dev.ringbus.poller.live.LiveCalls;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The instance that asked a CRM about a call need not have the call when the answer comes. */
class CommandMailboxTest {

  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-20T12:00:00Z");
  private static final Instruct COMMAND =
      new Instruct(
          "one", NOW, CallKey.parse("mts:17"), new Hangup(), "crm/old", NOW.plusSeconds(60), null);

  private final InMemoryBroker broker = new InMemoryBroker();
  private final InMemoryCommandLog commands = new InMemoryCommandLog(broker);
  private final CommandMailbox mailbox =
      new CommandMailbox(commands, new LiveCalls(new InMemoryLiveCallLog(broker, 1), _ -> true));

  @Test
  void tellsWhoeverHasTheCallWhatItsCrmWants() {
    StepVerifier.create(mailbox.request(COMMAND)).verifyComplete();

    assertThat(commands.commands()).containsExactly(COMMAND);
  }

  @Test
  void failsIfThatCannotBeStored() {
    broker.down();

    StepVerifier.create(mailbox.request(COMMAND)).verifyError(BrokerUnavailable.class);
  }
}
