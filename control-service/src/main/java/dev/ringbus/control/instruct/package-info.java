/** Instructions for live calls: who wants one, and what became of it. */
@NullMarked
package dev.ringbus.control.instruct;

import org.jspecify.annotations.NullMarked;
