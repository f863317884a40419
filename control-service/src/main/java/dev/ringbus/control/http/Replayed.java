package dev.ringbus.control.http;

/** How many deliveries are sent again. */
record Replayed(long replayed) {}
