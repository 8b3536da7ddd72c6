/**
 * Pure decisions about {@link io.clockwork.job.Condition}: its value, why it has it, and cycles.
 *
 * <p>Internal: no contract, may change in any release.
 */
@NullMarked
package io.clockwork.internal.condition;

import org.jspecify.annotations.NullMarked;
