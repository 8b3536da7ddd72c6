/** The schedulers under test, each behind one interface. */
@NullMarked
package io.clockwork.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
