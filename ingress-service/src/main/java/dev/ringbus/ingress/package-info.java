/**
 * The thin HTTP front: takes what a PBX sends, stores the events, asks routing where the PBX asks,
 * and answers in the PBX's dialect before its deadline. {@link dev.ringbus.ingress.CallPipeline} is
 * the way of a request from top to bottom.
 */
@NullMarked
package dev.ringbus.ingress;

import org.jspecify.annotations.NullMarked;
