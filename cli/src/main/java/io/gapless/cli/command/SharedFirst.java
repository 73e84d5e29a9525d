package io.gapless.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Lets our options stand behind the arguments of Kafka's tools, which have none of these names:
/// `gapless kafka topics --list --data DIR`.
final class SharedFirst {

  private static final String KAFKA = "kafka";
  private static final Set<String> NOT_OF_KAFKA =
      Set.of("--data", "--kafka", "--registry", "--topic-prefix");

  private SharedFirst() {}

  /// The arguments, with those options moved before the tool's name.
  static String[] reorder(String... arguments) {
    var all = List.of(arguments);
    int command = all.indexOf(KAFKA);
    if (command < 0 || ours(all).size() == all.size()) {
      return arguments;
    }
    int tool = ours(all).size();
    var moved = new ArrayList<>(all.subList(0, tool));
    var rest = new ArrayList<String>();
    for (int i = tool; i < all.size(); i++) {
      var name = all.get(i).split("=", 2)[0];
      boolean ours = NOT_OF_KAFKA.contains(name);
      (ours ? moved : rest).add(all.get(i));
      if (ours && name.equals(all.get(i)) && i + 1 < all.size()) {
        moved.add(all.get(++i));
      }
    }
    moved.addAll(rest);
    return moved.toArray(String[]::new);
  }

  /// The arguments up to the name of Kafka's tool; all where there is none.
  static List<String> ours(List<String> arguments) {
    boolean kafka = false;
    for (int i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      if (argument.startsWith("--") && !argument.contains("=") && takesValue(argument)) {
        i++;
      } else if (!argument.startsWith("-")) {
        if (kafka) {
          return arguments.subList(0, i);
        }
        if (!argument.equals(KAFKA)) {
          return arguments;
        }
        kafka = true;
      }
    }
    return arguments;
  }

  private static boolean takesValue(String option) {
    return !Set.of("--verbose", "--help", "--version").contains(option);
  }
}
