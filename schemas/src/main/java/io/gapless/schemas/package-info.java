/// Every contract that crosses a process: topics, records, tables and how they are written.
///
/// Generated records are in `io.gapless.schemas.record`. May use nothing of ours.
@NullMarked
package io.gapless.schemas;

import org.jspecify.annotations.NullMarked;
