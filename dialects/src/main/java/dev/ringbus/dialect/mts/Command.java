package dev.ringbus.dialect.mts;

import dev.ringbus.model.Instruction;

/**
 * An instruction as MTS takes it.
 *
 * @param instruction what remains of the one that was asked for
 * @param param empty where the action has none
 */
record Command(Instruction instruction, Action action, String param) {}
