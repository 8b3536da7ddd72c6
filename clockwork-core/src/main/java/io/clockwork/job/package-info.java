/** Jobs as values: what a user says about when, where and after what a job runs. */
@NullMarked
package io.clockwork.job;

import org.jspecify.annotations.NullMarked;
