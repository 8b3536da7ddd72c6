/** Many members in one JVM, over JGroups' shared loopback: how cost grows with their number. */
@NullMarked
package io.clockwork.benchmarks.loopback;

import org.jspecify.annotations.NullMarked;
