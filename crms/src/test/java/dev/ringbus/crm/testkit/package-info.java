/** What every CRM's gateway is held to, and calls to tell of. */
@NullMarked
package dev.ringbus.crm.testkit;

import org.jspecify.annotations.NullMarked;
