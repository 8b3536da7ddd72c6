/** Stress tests of what the threads of a node share. */
@NullMarked
package io.clockwork.internal.node;

import org.jspecify.annotations.NullMarked;
