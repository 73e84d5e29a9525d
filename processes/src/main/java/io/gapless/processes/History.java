package io.gapless.processes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A part of a process's history, read when it is looked at.
public interface History {

  /// Shows events in the order that was asked for, until the visitor returns false.
  void visit(Predicate<HistoryEvent> visitor);

  /// All of them.
  default List<HistoryEvent> events() {
    var events = new ArrayList<HistoryEvent>();
    visit(events::add);
    return events;
  }
}
