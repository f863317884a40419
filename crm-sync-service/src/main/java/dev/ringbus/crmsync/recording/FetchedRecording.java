package dev.ringbus.crmsync.recording;

import java.nio.file.Path;

/** A whole recording on the disk. */
record FetchedRecording(Path path, String name, String contentType, long length) {}
