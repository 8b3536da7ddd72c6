/**
 * The whole cluster in one thread: the real engine, codec and ledger of every member, on virtual
 * time and a simulated network, from one seed; and a judge that only reads what the jobs did.
 */
@org.jspecify.annotations.NullMarked
package io.clockwork.internal.simulation;
