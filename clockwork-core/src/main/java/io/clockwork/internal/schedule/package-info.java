/**
 * Schedules turned into fire times by pure functions. No contract: it may change in any release.
 */
@NullMarked
package io.clockwork.internal.schedule;

import org.jspecify.annotations.NullMarked;
