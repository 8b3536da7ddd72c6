/**
 * What nodes say to one another: frames, and their versioned binary form. No Java serialization.
 */
@NullMarked
package io.clockwork.internal.wire;

import org.jspecify.annotations.NullMarked;
