package dev.ringbus.standalone;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Clock;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "ringbus",
    description = {
      "The hub between telephone systems and CRMs: takes what PBXs report and ask over HTTP, puts "
          + "call events on Kafka, and answers in time.",
      ""
    },
    subcommands = {
      StartCommand.class,
      ApplyCommand.class,
      SimulateCommand.class,
      VersionCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin with:",
      "  ringbus start                      everything in this terminal, with ringbus.yaml",
      "  ringbus simulate --crm kontur      in a second terminal: PBXs that call it, and a CRM",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or a faulty configuration."
    })
final class Ringbus implements Runnable {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int FAULTY = 2;

  @Spec private CommandSpec spec;

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "a command is missing: start, apply, simulate");
  }

  public static void main(String[] arguments) {
    // A command speaks for itself; `start` sets up logging when its services start.
    if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof Logger root) {
      root.setLevel(Level.OFF);
    }
    System.exit(commandLine(Clock.systemUTC()).execute(arguments));
  }

  static CommandLine commandLine(Clock clock) {
    CommandLine commandLine = new CommandLine(Ringbus.class, new Commands(clock));
    commandLine.setUsageHelpWidth(100);
    commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
      command
          .getErr()
          .println(command.getColorScheme().errorText("ringbus: " + Failures.reason(failure)));
      return FAILED;
    });
    return commandLine;
  }

  /** Makes the commands, and gives the time to those that need it. */
  private record Commands(Clock clock) implements IFactory {

    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == StartCommand.class) {
        return type.cast(new StartCommand(clock));
      }
      if (type == ApplyCommand.class) {
        return type.cast(new ApplyCommand(clock));
      }
      if (type == SimulateCommand.class) {
        return type.cast(new SimulateCommand(clock));
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
