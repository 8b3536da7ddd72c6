/** The launcher: a scheduling daemon, its command line client, and a demonstration. */
@NullMarked
package io.clockwork.launcher;

import org.jspecify.annotations.NullMarked;
