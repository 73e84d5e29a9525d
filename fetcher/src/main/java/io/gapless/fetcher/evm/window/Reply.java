package io.gapless.fetcher.evm.window;

import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.evm.LogsAnswer;

/// An answer about a window, and whose it is.
///
/// @param endpoint who answered, or stood in the way
public record Reply(Endpoint endpoint, Answer<LogsAnswer> answer) {

  boolean isRefusal() {
    return answer instanceof Answer.Refused<LogsAnswer>;
  }
}
