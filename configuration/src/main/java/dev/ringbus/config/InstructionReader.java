package dev.ringbus.config;

import dev.ringbus.config.file.FileShape;
import dev.ringbus.config.file.InstructionEntry;
import dev.ringbus.config.yaml.Definitions;
import dev.ringbus.config.yaml.Fault;
import dev.ringbus.config.yaml.Faults;
import dev.ringbus.config.yaml.JsonTree;
import dev.ringbus.config.yaml.Shape;
import dev.ringbus.model.Instruction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads an instruction that somebody sends in JSON, for example {@code {"hangup": {}}}: in the
 * words of {@code ringbus.yaml}, and with the same faults. Safe for use by many threads.
 */
public final class InstructionReader {

  /** The name of {@link #schema}'s part that is an instruction; the others are what it is of. */
  public static final String ROOT = "instruction";

  private final Shape<InstructionEntry> shape = FileShape.instruction();

  /** What was read. */
  public sealed interface Result {

    /** An instruction of the vocabulary; whether a PBX can follow it is another question. */
    record Valid(Instruction instruction) implements Result {}

    /** Each fault with its path, for example {@code forward.to[1]}. */
    record Invalid(List<Fault> faults) implements Result {}
  }

  /** Reads one; never fails. */
  public Result read(byte[] json) {
    Faults faults = new Faults();
    Optional<Instruction> read =
        JsonTree.read(json, faults)
            .flatMap(root -> shape.read(root, faults))
            .map(InstructionEntry::toInstruction);
    return read.filter(_ -> faults.isEmpty())
        .<Result>map(Result.Valid::new)
        .orElseGet(() -> new Result.Invalid(faults.sorted()));
  }

  /**
   * The JSON Schema of an instruction: parts by name, which refer to each other in {@code $defs}.
   */
  public Map<String, ObjectNode> schema() {
    Definitions definitions = new Definitions();
    ObjectNode _ = shape.schema(definitions);
    return definitions.all();
  }
}
