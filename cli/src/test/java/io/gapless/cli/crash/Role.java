package io.gapless.cli.crash;

/// One role's process: which role, and its slot among those of the role.
///
/// @param name as the command is called, e.g. `fetcher`
record Role(String name, int slot) {

  /// Its worker id.
  String workerId() {
    return RoleProcesses.HOST + "-" + name + "-" + slot;
  }

  @Override
  public String toString() {
    return name + " " + slot;
  }
}
