/** Programs that embed Clockwork, one idea each. Start reading at {@code HelloCluster}. */
@NullMarked
package io.clockwork.examples;

import org.jspecify.annotations.NullMarked;
