package io.gapless.processes.engine;

import io.gapless.processes.Answer;
import io.gapless.processes.ProcessId;
import io.gapless.processes.Request;
import io.gapless.processes.Requests;
import io.gapless.schemas.record.AskStep;
import io.gapless.schemas.record.RemoveProcess;
import io.gapless.schemas.record.StepOperation;
import java.time.Duration;

/// Requests as commands, whose answers are waited for.
abstract class LoggedRequests implements Requests {

  private final Questions questions;

  LoggedRequests(Questions questions) {
    this.questions = questions;
  }

  /// How long a caller waits.
  ///
  /// @throws io.gapless.processes.ProcessException if there is no such namespace
  abstract Duration patience(String namespace);

  @Override
  public Answer init(ProcessId id, Request request) throws InterruptedException {
    return step(StepOperation.INIT, id, request);
  }

  @Override
  public Answer call(ProcessId id, Request request) throws InterruptedException {
    return step(StepOperation.CALL, id, request);
  }

  @Override
  public Answer repair(ProcessId id, Request request) throws InterruptedException {
    return step(StepOperation.REPAIR, id, request);
  }

  @Override
  public Answer simpleRepair(ProcessId id, Request request) throws InterruptedException {
    return step(StepOperation.SIMPLE_REPAIR, id, request);
  }

  @Override
  public Answer notify(ProcessId id, Request request) throws InterruptedException {
    return step(StepOperation.NOTIFY, id, request);
  }

  @Override
  public Answer put(ProcessId id, Import imported) throws InterruptedException {
    return ask(id, Views.record(imported));
  }

  @Override
  public Answer remove(ProcessId id) throws InterruptedException {
    return ask(id, new RemoveProcess());
  }

  private Answer step(StepOperation operation, ProcessId id, Request request)
      throws InterruptedException {
    return ask(id, new AskStep(operation, request.args().buffer(), request.context().buffer(),
        request.idempotencyKey(), request.range().toRecord()));
  }

  private Answer ask(ProcessId id, Object body) throws InterruptedException {
    return questions.ask(id.namespace(), id.id(), body, patience(id.namespace()));
  }
}
