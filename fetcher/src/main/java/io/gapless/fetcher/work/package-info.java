/// The loop that takes work from a topic, keeps many of them in flight, and commits what they
/// brought with their offsets in one transaction. It knows nothing of chains. Front door:
/// [io.gapless.fetcher.work.WorkLoop].
@NullMarked
package io.gapless.fetcher.work;

import org.jspecify.annotations.NullMarked;
