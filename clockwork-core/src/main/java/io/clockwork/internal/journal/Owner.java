package io.clockwork.internal.journal;

/** Whose journal it is. */
record Owner(String cluster, String member) {}
