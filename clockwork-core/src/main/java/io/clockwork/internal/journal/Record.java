package io.clockwork.internal.journal;

/** One thing that the journal has. The value is not copied: whoever is given it owns it. */
@SuppressWarnings("ArrayRecordComponent") // a value only on its way, never compared
public record Record(Key key, byte[] value) {}
