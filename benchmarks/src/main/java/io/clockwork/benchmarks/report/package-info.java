/** Tables and charts of what was measured. */
@NullMarked
package io.clockwork.benchmarks.report;

import org.jspecify.annotations.NullMarked;
