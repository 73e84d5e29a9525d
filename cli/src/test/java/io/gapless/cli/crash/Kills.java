package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.embedded.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/// Kills of roles and servers at random, spread over a command by its progress.
///
/// @param seed of which is killed when
/// @param count how many, of every kind as many
/// @param roles workers to choose from
/// @param services servers to choose from
record Kills(long seed, int count, List<Role> roles, List<Service> services) {

  private sealed interface Victim {
    record Worker(Role role) implements Victim {}

    record Server(Service service) implements Victim {}
  }

  /// Kills one after the other, each started again at once, while the first two thirds get done.
  ///
  /// A role that was killed may take long to be back, and the command goes on meanwhile: another
  /// one's turn comes first then, so that a slow machine does not put the kills off to its end.
  ///
  /// @param all what is to be done in the end
  /// @throws AssertionError if the command ends before the last kill, or a role ends by itself
  void spread(RoleProcesses processes, Servers servers, Watch watch, long all,
      RoleProcesses.Command command) {
    System.out.println(count + " kills, -Dgapless.crash.seed=" + seed);
    var kinds = kinds();
    long started = System.nanoTime();
    for (int i = 0; i < count; i++) {
      boolean goesOn = watch.await(all * (i + 1) * 2 / (3 * count + 3), () -> {
        assertThat(processes.endedByThemselves()).isEmpty();
        return command.process().isAlive();
      });
      assertThat(goesOn).as("the command goes on before kill %d of %d: %s", i + 1, count,
          command.said()).isTrue();
      var victim = takeFirstAtWork(kinds, processes);
      System.out.println("kills " + victim + " at " + watch.done() + " of "
          + all + " after " + (System.nanoTime() - started) / 1_000_000_000 + " s");
      switch (victim) {
        case Victim.Worker(Role role) -> {
          processes.kill(role);
          processes.start(role);
        }
        case Victim.Server(Service service) -> servers.killAndStart(service);
      }
    }
  }

  /// Each kind in turn, so that none is left out, then shuffled; a kind is a list of victims of
  /// which any will do.
  private List<List<Victim>> kinds() {
    var random = new Random(seed);
    var kinds = new ArrayList<List<Victim>>();
    for (var slots : roles.stream().collect(Collectors.groupingBy(Role::name)).values()) {
      kinds.add(slots.stream().<Victim>map(Victim.Worker::new).toList());
    }
    services.forEach(service -> kinds.add(List.of(new Victim.Server(service))));
    var chosen = new ArrayList<List<Victim>>();
    for (int i = 0; i < count; i++) {
      var victims = new ArrayList<>(kinds.get(i % kinds.size()));
      Collections.shuffle(victims, random);
      chosen.add(victims);
    }
    Collections.shuffle(chosen, random);
    return chosen;
  }

  /// Takes the first kind out of which a victim is at work; where none is, waits for one.
  private static Victim takeFirstAtWork(List<List<Victim>> kinds, RoleProcesses processes) {
    return Awaitility.await().atMost(RoleProcesses.PATIENCE).until(() -> {
      for (var kind : kinds) {
        for (var victim : kind) {
          if (!(victim instanceof Victim.Worker(Role role)) || processes.isReady(role)) {
            kinds.remove(kind);
            return victim;
          }
        }
      }
      return null;
    }, Objects::nonNull);
  }
}
