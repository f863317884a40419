/** What is uploaded: {@code multipart/form-data} read as it arrives, and what is known of it. */
@NullMarked
package dev.ringbus.simulator.kontur.files;

import org.jspecify.annotations.NullMarked;
