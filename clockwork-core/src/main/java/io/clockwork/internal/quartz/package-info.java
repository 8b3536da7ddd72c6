/** The only package that knows Quartz. No contract: it may change in any release. */
@NullMarked
package io.clockwork.internal.quartz;

import org.jspecify.annotations.NullMarked;
