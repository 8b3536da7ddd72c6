/** The cluster port on JGroups. */
@NullMarked
package io.clockwork.jgroups;

import org.jspecify.annotations.NullMarked;
