/** What the commands print: tables for people, JSON lines for programs. */
@NullMarked
package io.clockwork.launcher.output;

import org.jspecify.annotations.NullMarked;
