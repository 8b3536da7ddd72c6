/** The demonstration: three members in processes of their own, three stories, and a death. */
@NullMarked
package io.clockwork.launcher.demo;

import org.jspecify.annotations.NullMarked;
