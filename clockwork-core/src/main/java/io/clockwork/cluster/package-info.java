/**
 * The cluster port: what Clockwork needs of a group communication system, and nothing of jobs.
 *
 * <p>{@link io.clockwork.cluster.Cluster} is implemented on JGroups by the module {@code
 * clockwork-jgroups} and in memory for the simulation. Every implementation passes the same
 * contract test.
 */
@NullMarked
package io.clockwork.cluster;

import org.jspecify.annotations.NullMarked;
