/** A scheduling daemon and its command line client in one runnable jar. */
@NullMarked
package io.clockwork.launcher;

import org.jspecify.annotations.NullMarked;
