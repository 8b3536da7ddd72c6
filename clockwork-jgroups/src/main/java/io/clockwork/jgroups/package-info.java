/**
 * The cluster port on JGroups.
 *
 * <p>An application needs nothing of this package by name: {@link
 * io.clockwork.jgroups.JGroupsProvider} is found by {@link java.util.ServiceLoader}. The other
 * public classes are protocols, public because JGroups instantiates them by their names in a
 * stack's XML.
 */
@NullMarked
package io.clockwork.jgroups;

import org.jspecify.annotations.NullMarked;
