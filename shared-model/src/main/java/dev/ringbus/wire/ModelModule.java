package dev.ringbus.wire;

import dev.ringbus.model.CallCommand;
import dev.ringbus.model.CallEventType;
import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.CallOutcome;
import dev.ringbus.model.CallState;
import dev.ringbus.model.CrmDelivery;
import dev.ringbus.model.Decision;
import dev.ringbus.model.DecisionMoment;
import dev.ringbus.model.DecisionSource;
import dev.ringbus.model.Direction;
import dev.ringbus.model.EndedBy;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.InstructionOutcome;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.LegProgress;
import dev.ringbus.model.Party;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Platform;
import dev.ringbus.model.Rule;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.WireName;
import java.time.Duration;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How the model's own types stand in JSON, since the model itself knows no JSON library. */
final class ModelModule {

  private ModelModule() {}

  static SimpleModule create() {
    SimpleModule module = new SimpleModule("ringbus-model");
    writeAnyWireName(module);
    module.addDeserializer(Number.class, new ExactNumber());
    text(module, IntegrationId.class, IntegrationId::value, IntegrationId::new);
    text(module, CallId.class, CallId::value, CallId::new);
    text(module, PhoneNumber.class, PhoneNumber::value, PhoneNumber::new);
    text(module, Platform.class, Platform::value, Platform::new);
    text(module, Duration.class, Durations::write, Duration::parse);
    wireName(module, CallEventType.class);
    wireName(module, CallOutcome.class);
    wireName(module, DecisionMoment.class);
    wireName(module, DecisionSource.class);
    wireName(module, Direction.class);
    wireName(module, EndedBy.class);
    wireName(module, CallState.class);
    wireName(module, LegProgress.class);
    wireName(module, Party.Kind.class);
    wireName(module, CrmDelivery.Outcome.class);
    wireName(module, InstructionOutcome.Outcome.class);
    text(module, CallKey.class, CallKey::toString, CallKey::parse);
    tree(module, CallCommand.class, CommandJson::write, CommandJson::read);
    tree(module, Instruction.class, InstructionJson::write, InstructionJson::read);
    tree(module, Decision.class, InstructionJson::writeAll, InstructionJson::readAll);
    tree(module, Rule.class, RuleJson::write, RuleJson::read);
    tree(module, SecretRef.class, RuleJson::writeSecret, RuleJson::readSecret);
    return module;
  }

  /** Also of types that are written only, and as keys of maps. */
  private static void writeAnyWireName(SimpleModule module) {
    module.addSerializer(
        WireName.class,
        new StdSerializer<WireName>(WireName.class) {
          @Override
          public void serialize(WireName value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.wireName());
          }
        });
    module.addKeySerializer(
        WireName.class,
        new StdSerializer<WireName>(WireName.class) {
          @Override
          public void serialize(WireName value, JsonGenerator out, SerializationContext context) {
            out.writeName(value.wireName());
          }
        });
  }

  private static <E extends Enum<E> & WireName> void wireName(SimpleModule module, Class<E> type) {
    text(module, type, WireName::wireName, name -> byWireName(type, name));
  }

  /**
   * The constant of that wire name.
   *
   * @throws IllegalArgumentException naming the choices
   */
  static <E extends Enum<E> & WireName> E byWireName(Class<E> type, String name) {
    StringBuilder choices = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      if (constant.wireName().equals(name)) {
        return constant;
      }
      choices.append(choices.isEmpty() ? "" : ", ").append(constant.wireName());
    }
    throw new IllegalArgumentException("expected one of " + choices + ", not " + name);
  }

  private static <T> void text(
      SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            return read.apply(in.getValueAsString(""));
          }
        });
  }

  private static <T> void tree(
      SimpleModule module,
      Class<T> type,
      Function<T, JsonNode> write,
      Function<JsonNode, ? extends T> read) {
    module.addSerializer(
        type,
        new StdSerializer<T>(type) {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeTree(write.apply(value));
          }
        });
    module.addDeserializer(
        type,
        new StdDeserializer<T>(type) {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            return read.apply(context.readTree(in));
          }
        });
  }
}
