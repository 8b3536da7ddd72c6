/** Runs a job's command as a process of its own, and sees that none is left behind. */
@NullMarked
package io.clockwork.launcher.run;

import org.jspecify.annotations.NullMarked;
