/** The journal put to the test, and one in memory for simulations. */
@NullMarked
package io.clockwork.internal.journal;

import org.jspecify.annotations.NullMarked;
