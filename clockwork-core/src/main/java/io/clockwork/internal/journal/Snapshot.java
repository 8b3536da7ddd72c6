package io.clockwork.internal.journal;

import java.util.List;

/** A whole and verified state that was read from a file. */
record Snapshot(State state, List<Record> records) {}
