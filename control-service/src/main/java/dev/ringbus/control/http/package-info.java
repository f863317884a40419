/** The control API over HTTP: its endpoints, and their OpenAPI document, from one table. */
@NullMarked
package dev.ringbus.control.http;

import org.jspecify.annotations.NullMarked;
