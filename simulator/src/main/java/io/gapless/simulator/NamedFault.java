package io.gapless.simulator;

import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A fault that a node can be given by name, `NAME` or `NAME=N`.
///
/// @param <O> the node's options
/// @param name e.g. `omit-logs`
/// @param usual the N that it has where none is said, or empty where it takes none
/// @param description one line, with `N` for the number
/// @param change of the options; its number means nothing where `usual` is empty
public record NamedFault<O>(String name, OptionalInt usual, String description,
    BiFunction<O, Integer, O> change) {
  /// One that takes a number.
  public static <O> NamedFault<O> of(String name, int usual, String description,
      BiFunction<O, Integer, O> change) {
    return new NamedFault<>(name, OptionalInt.of(usual), description, change);
  }

  /// One that takes none.
  public static <O> NamedFault<O> of(String name, String description, UnaryOperator<O> change) {
    return new NamedFault<>(name, OptionalInt.empty(), description,
        (options, _) -> change.apply(options));
  }

  /// The options with one of these faults added.
  ///
  /// @param text `NAME` or `NAME=N`
  /// @throws IllegalArgumentException if there is no such fault or N is no number for it
  public static <O> O applied(String text, List<NamedFault<O>> all, O options) {
    String[] parts = text.split("=", 2);
    NamedFault<O> fault = all.stream().filter(each -> each.name().equals(parts[0])).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("fault is none of "
            + all.stream().map(NamedFault::name).toList() + ": " + parts[0]));
    if (parts.length == 1) {
      return fault.applied(options);
    }
    if (fault.usual().isEmpty()) {
      throw new IllegalArgumentException("fault " + parts[0] + " takes no number: " + text);
    }
    try {
      return fault.change().apply(options, Integer.valueOf(parts[1]));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("fault " + parts[0] + " wants another N: " + text, e);
    }
  }

  /// The options with this fault added, as usual.
  public O applied(O options) {
    return change.apply(options, usual.orElse(0));
  }

  /// How it is given, with its usual number: `omit-logs=200`.
  public String usage() {
    return usual.isPresent() ? name + "=" + usual.getAsInt() : name;
  }
}
