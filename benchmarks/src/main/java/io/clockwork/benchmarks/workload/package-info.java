/** What is asked of a scheduler, and what came of it. */
@NullMarked
package io.clockwork.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
