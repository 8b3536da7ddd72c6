/** PostgreSQL, for the schedulers that keep their jobs in a database. */
@NullMarked
package io.clockwork.benchmarks.database;

import org.jspecify.annotations.NullMarked;
