/**
 * Conditions of rules, in the Common Expression Language.
 *
 * <p>What people write in {@code when}:
 *
 * <ul>
 *   <li>{@code call.digits == "1"}: the fields of {@code call} are strings, empty when absent, and
 *       {@code has(call.agent)} is whether one is there;
 *   <li>{@code call.raw["ServiceType"] == "2"}: every vendor field as text; a key that is not there
 *       is an error, hence {@code "tariff" in call.raw && call.raw.tariff == "vip"};
 *   <li>{@code now.getHours() >= 18}: the parts of a time are those of the integration's time zone;
 *       {@code now.getHours("Asia/Omsk")} names another. {@code getDayOfWeek()} is 0 on Sunday,
 *       {@code getMonth()} is 0 in January and {@code getDayOfMonth()} is 0 on the first, as CEL
 *       has it; {@code getDate()} is 1 on the first. A time itself is an instant: {@code now <
 *       timestamp("2027-01-01T00:00:00+03:00")};
 *   <li>{@code open("office")}: whether a calendar is open now, on the calendar's own clock.
 * </ul>
 */
@NullMarked
package dev.ringbus.routing.cel;

import org.jspecify.annotations.NullMarked;
