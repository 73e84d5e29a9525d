package io.gapless.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapless.embedded.Service;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Kills of roles and servers at random, spread over a backfill by its progress.
///
/// @param seed of which is killed when
/// @param count how many, of every kind as many
/// @param roles workers to choose from
/// @param services servers to choose from
record Kills(long seed, int count, List<Role> roles, List<Service> services) {

  /// Kills one after the other, each started again at once, while the first two thirds of the blocks
  /// get covered: the others give a slow machine time to have the last victim ready.
  ///
  /// @param blocks blocks of the backfill
  /// @throws AssertionError if the backfill ends before the last kill, or a role ends by itself
  void spread(RoleProcesses processes, Servers servers, CoverageWatch coverage, long blocks,
      RoleProcesses.Command backfill) {
    System.out.println(count + " kills, -Dgapless.crash.seed=" + seed);
    var victims = victims();
    long started = System.nanoTime();
    for (int i = 0; i < count; i++) {
      boolean goesOn = coverage.await(blocks * (i + 1) * 2 / (3 * count + 3), () -> {
        assertThat(processes.endedByThemselves()).isEmpty();
        return backfill.process().isAlive();
      });
      assertThat(goesOn).as("the backfill goes on before kill %d of %d", i + 1, count).isTrue();
      System.out.println("kills " + victims.get(i) + " at block " + coverage.blocks() + " of "
          + blocks + " after " + (System.nanoTime() - started) / 1_000_000_000 + " s");
      switch (victims.get(i)) {
        case Role role -> {
          processes.awaitReady(role);
          processes.kill(role);
          processes.start(role);
        }
        case Service service -> {
          servers.killAndStart(service);
        }
        default -> throw new IllegalStateException();
      }
    }
  }

  /// In turn of each kind, so that none is left out, then shuffled.
  private List<Object> victims() {
    var random = new Random(seed);
    var kinds = Stream.concat(roles.stream().map(Role::name).distinct(),
        services.stream()).toList();
    var chosen = new ArrayList<Object>();
    for (int i = 0; i < count; i++) {
      var kind = kinds.get(i % kinds.size());
      var slots = roles.stream().filter(role -> role.name().equals(kind)).toList();
      chosen.add(slots.isEmpty() ? kind : slots.get(random.nextInt(slots.size())));
    }
    Collections.shuffle(chosen, random);
    return chosen;
  }
}
