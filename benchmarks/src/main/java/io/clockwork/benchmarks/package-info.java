/** Compares Clockwork with what people use today, and with what the machine could do at best. */
@NullMarked
package io.clockwork.benchmarks;

import org.jspecify.annotations.NullMarked;
