/**
 * The engine: the one place per node where decisions are made. A single-threaded state machine that
 * is handed inputs and gives effects; it reads no clock, starts no thread, opens no socket.
 */
@NullMarked
package io.clockwork.internal.engine;

import org.jspecify.annotations.NullMarked;
