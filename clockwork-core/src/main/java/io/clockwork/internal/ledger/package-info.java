/** What every member knows, as pure, mergeable state. No clocks, no threads, no network. */
@NullMarked
package io.clockwork.internal.ledger;

import org.jspecify.annotations.NullMarked;
