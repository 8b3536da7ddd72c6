/**
 * Clockwork: one job schedule for an application cluster, with no central server and no database.
 *
 * <p>Start reading at {@code Clockwork}.
 */
@NullMarked
package io.clockwork;

import org.jspecify.annotations.NullMarked;
