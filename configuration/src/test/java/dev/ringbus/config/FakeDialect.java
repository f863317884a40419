package dev.ringbus.config;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectOption.Kind;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.InvalidOption;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Platform;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dialect as the configuration sees one: its options, and which instructions its PBX can follow.
 *
 * @param cannot names of instructions
 */
record FakeDialect(
    Platform platform, boolean decides, List<DialectOption> options, Set<String> cannot)
    implements DialectProvider {

  /** Like the real ones in what they take. */
  static final List<DialectProvider> ALL =
      List.of(
          new FakeDialect(new Platform("comagic"), true, List.of(), Set.of("pause", "hangup")),
          new FakeDialect(
              new Platform("callinteractive"),
              true,
              List.of(
                  new DialectOption(
                      "profile",
                      "Whose wire it is.",
                      Kind.PLAIN,
                      Map.of("enum", List.of("telphin", "voipnow"), "default", "telphin"))),
              Set.of("whisper")),
          new FakeDialect(
              new Platform("mts"),
              true,
              List.of(
                  new DialectOption(
                      "idleReply",
                      "What an empty poll gets.",
                      Kind.PLAIN,
                      Map.of("type", "object")),
                  new DialectOption(
                      "pollLimit", "How often.", Kind.PLAIN, Map.of("type", "integer"))),
              Set.of("pause", "set")),
          new FakeDialect(
              new Platform("sipsim"),
              false,
              List.of(
                  new DialectOption(
                      "signingSecret", "Generation B signs with it.", Kind.SECRET, Map.of())),
              Set.of()));

  @Override
  public PbxDialect dialect(DialectSettings settings) {
    Object profile = settings.options().getOrDefault("profile", "telphin");
    if (!("telphin".equals(profile) || "voipnow".equals(profile))) {
      throw new InvalidOption("profile", "expected telphin or voipnow");
    }
    check(settings, "idleReply", Map.class, "expected a map with EventType and Param");
    check(settings, "pollLimit", Long.class, "expected a whole number");
    return new Configured(platform, settings.secrets().containsKey("signingSecret"), cannot);
  }

  private static void check(
      DialectSettings settings, String option, Class<?> type, String expected) {
    Object value = settings.options().get(option);
    if (settings.options().containsKey(option) && !type.isInstance(value)) {
      throw new InvalidOption(option, expected);
    }
  }

  @Override
  public VendorClient client(DialectSettings settings) {
    throw new UnsupportedOperationException("no configuration is read with a client");
  }

  private record Configured(Platform name, boolean verifiesRequests, Set<String> cannot)
      implements PbxDialect {

    @Override
    public Reading read(PbxRequest request) {
      throw new UnsupportedOperationException("no configuration is read with requests");
    }

    @Override
    public PbxResponse reply(Reading reading, Outcome outcome) {
      throw new UnsupportedOperationException("no configuration is read with requests");
    }

    @Override
    public PbxResponse refuse(RejectedRequest rejection) {
      throw new UnsupportedOperationException("no configuration is read with requests");
    }

    @Override
    public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
      List<String> dropped =
          decision.instructions().stream()
              .filter(instruction -> cannot.contains(instruction.name()))
              .map(instruction -> instruction.name() + " is not known to this PBX")
              .toList();
      return new Fit(decision, dropped);
    }
  }
}
