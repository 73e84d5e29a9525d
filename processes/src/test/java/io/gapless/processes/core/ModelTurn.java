package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import io.gapless.schemas.record.ConfigureNamespace;
import io.gapless.schemas.record.NewPublication;
import io.gapless.schemas.record.ReplyTo;
import io.gapless.schemas.record.StepAnswer;
import io.gapless.schemas.record.StepError;
import io.gapless.schemas.record.StepErrorKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A command that the model applies.
record ModelTurn(Instant now, ConfigureNamespace settings, @Nullable ReplyTo asker,
    Seen.Outcome out) {

  void reply(StepAnswer answer) {
    if (asker != null) {
      out.replies().add(new Seen.Reply(asker.getNumber(), answer));
    }
  }

  void tell(ProcessId id, String event, @Nullable String reason) {
    if (settings.getLifecycleTopic() != null) {
      out.lifecycle().add(new Seen.Told(id, event, reason));
    }
  }

  void publish(NewPublication publication) {
    out.publications().add(publication);
  }

  static StepAnswer ok(@Nullable ByteBuffer response) {
    return new StepAnswer(response, null);
  }

  static StepAnswer refused(String reason) {
    return new StepAnswer(null, new StepError(StepErrorKind.REFUSED, reason));
  }

  static StepAnswer error(StepErrorKind kind) {
    String text = kind == StepErrorKind.KEY_REUSED
        ? "idempotency key reused"
        : kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return new StepAnswer(null, new StepError(kind, text));
  }
}
