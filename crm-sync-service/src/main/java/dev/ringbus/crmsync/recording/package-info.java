/**
 * Brings recordings from where a PBX keeps them to a CRM: asks only hosts that are allowed, checks
 * what comes, and never holds a file in memory.
 */
@NullMarked
package dev.ringbus.crmsync.recording;

import org.jspecify.annotations.NullMarked;
