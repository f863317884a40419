/**
 * CoMagic, and UIS, CallGear and Novofon on the same platform: a node of the PBX's scenario asks
 * over {@code GET} or {@code POST} what to do with a call, and takes a JSON object as the answer.
 * Any subset of the parameters may come, even none. Source: "Интерактивная обработка вызова".
 */
@NullMarked
package dev.ringbus.dialect.comagic;

import org.jspecify.annotations.NullMarked;
