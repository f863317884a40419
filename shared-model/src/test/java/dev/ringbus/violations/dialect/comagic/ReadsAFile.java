package dev.ringbus.violations.dialect.comagic;

import java.nio.file.Path;

/** Must not be: a vendor's folder is pure. */
record ReadsAFile(Path file) {}
