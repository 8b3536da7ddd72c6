/** A running node: the engine's thread and the real sides of its ports. */
@NullMarked
package io.clockwork.internal.node;

import org.jspecify.annotations.NullMarked;
