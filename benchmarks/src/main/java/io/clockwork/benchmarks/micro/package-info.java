/** What single steps cost, measured with JMH. They use what is internal, and change with it. */
@NullMarked
package io.clockwork.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
