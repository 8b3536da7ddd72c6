/** Real members on hosts of their own, real faults between them, and a judge of what ran. */
package io.clockwork.faultlab;
