/**
 * YAML as a tree whose values know where they stand, and the forms that values may have: a {@link
 * dev.ringbus.config.yaml.Shape} reads a value, reports every fault in it, and describes the same
 * form as JSON Schema. It knows nothing of what the file is about.
 */
@NullMarked
package dev.ringbus.config.yaml;

import org.jspecify.annotations.NullMarked;
