/**
 * What every module's tests share: the contract that each PBX dialect passes, golden files,
 * generated values with their seeds, and the walls between packages.
 */
@NullMarked
package dev.ringbus.testkit;

import org.jspecify.annotations.NullMarked;
