/**
 * The routing service: answers what to do with a call, inside the deadline. {@link
 * dev.ringbus.routing.Router} is where to begin: it takes a question to its {@link
 * dev.ringbus.routing.Route} and follows the rules of its plan in order, as {@link
 * dev.ringbus.routing.Deliberation} says.
 */
@NullMarked
package dev.ringbus.routing;

import org.jspecify.annotations.NullMarked;
