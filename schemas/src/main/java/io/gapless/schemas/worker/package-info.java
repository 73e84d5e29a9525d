/// What every worker is to others: a sign of life ([io.gapless.schemas.worker.Heart]), and a member of
/// a group that can be evicted ([io.gapless.schemas.worker.GroupMember]).
@NullMarked
package io.gapless.schemas.worker;

import org.jspecify.annotations.NullMarked;
