package io.gapless.fetcher.leaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gapless.chains.BlockRange;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.schemas.record.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;

/// An answer that could not be used because it is not true, kept to be looked at.
///
/// @param endpoint who gave it
/// @param range the blocks that it was about
/// @param reason what is wrong with it, in one line
/// @param answers what was answered, and what speaks against it
public record Evidence(Endpoint endpoint, BlockRange range, String reason, String answers) {

  /// The record of it that is kept.
  public DeadLetter letter(String workerId, Instant at) {
    return DeadLetter.newBuilder().setSource(endpoint.name()).setPartition(0)
        .setOffset(range.first()).setKey(null).setValue(ByteBuffer.wrap(answers.getBytes(UTF_8)))
        .setReason(reason).setWorkerId(workerId).setAt(at).build();
  }
}
