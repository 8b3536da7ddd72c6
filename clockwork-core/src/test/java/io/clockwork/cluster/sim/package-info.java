/**
 * A cluster in one thread: virtual time, and a network that loses, delays and reorders by a seed.
 */
@org.jspecify.annotations.NullMarked
package io.clockwork.cluster.sim;
