/**
 * A member's ledger and promises on its own disk. The only importer of MVStore; it knows keys and
 * values, and not what they mean. docs/design/09-journal.md says how it is made.
 */
@NullMarked
package io.clockwork.internal.journal;

import org.jspecify.annotations.NullMarked;
