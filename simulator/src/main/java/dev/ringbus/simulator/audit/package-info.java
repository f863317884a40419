/** What a CRM has of what PBXs reported: nothing may be missing, twice or against the contract. */
@NullMarked
package dev.ringbus.simulator.audit;

import org.jspecify.annotations.NullMarked;
