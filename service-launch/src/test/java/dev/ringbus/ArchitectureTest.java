package dev.ringbus;

import dev.ringbus.testkit.ArchitectureContract;

class ArchitectureTest extends ArchitectureContract {}
