/// Jobs and their states to works, a bounded number at a time; free of I/O. Front door:
/// [io.gapless.planner.feed.JobBoard].
@NullMarked
package io.gapless.planner.feed;

import org.jspecify.annotations.NullMarked;
