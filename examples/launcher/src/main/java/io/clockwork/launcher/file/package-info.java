/** The jobs file: read with positions, checked whole, refused with every mistake that it has. */
@NullMarked
package io.clockwork.launcher.file;

import org.jspecify.annotations.NullMarked;
