/** Stress tests of what JGroups' threads and ours share. */
@NullMarked
package io.clockwork.jgroups;

import org.jspecify.annotations.NullMarked;
