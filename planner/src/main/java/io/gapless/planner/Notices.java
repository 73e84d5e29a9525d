package io.gapless.planner;

import io.gapless.planner.feed.JobBoard;
import io.gapless.planner.process.BackfillProcess;
import io.gapless.processes.EngineUnavailableException;
import io.gapless.processes.Payload;
import io.gapless.processes.ProcessException;
import io.gapless.processes.Request;
import io.gapless.processes.engine.ProcessEngine;
import io.gapless.schemas.record.StepErrorKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Notifies the processes of jobs that have something to do; of several planners, the one does it
/// where the process lives.
final class Notices {

  private static final Logger log = LoggerFactory.getLogger(Notices.class);

  private final JobBoard board;
  private final ProcessEngine engine;

  Notices(JobBoard board, ProcessEngine engine) {
    this.board = board;
    this.engine = engine;
  }

  /// Sends those that are due; does not wait for answers.
  void send() {
    for (String jobId : board.needs()) {
      if (engine.owns(BackfillProcess.id(jobId))) {
        Thread.ofVirtual().name("notice " + jobId).start(() -> send(jobId));
      } else {
        board.untold(jobId);
      }
    }
  }

  private void send(String jobId) {
    try {
      var _ = engine.processes().notify(BackfillProcess.id(jobId), Request.of(Payload.EMPTY));
    } catch (ProcessException e) {
      if (e.kind() == StepErrorKind.TIMEOUT) {
        board.untold(jobId);
      } else {
        log.debug("job {} is not told that it has something to do", jobId, e);
      }
    } catch (EngineUnavailableException e) {
      log.debug("job {} is told later that it has something to do", jobId, e);
      board.untold(jobId);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
