/**
 * Watching and steering a cluster: from a member, or as an observer that joins to see everything
 * and owns nothing.
 */
@NullMarked
package io.clockwork.client;

import org.jspecify.annotations.NullMarked;
