package io.gapless.simulator.xrpl;

/// One connection to a client, as the node sees it; all methods do nothing once it is closed.
interface Wire {
  /// The client's address, without its port.
  String address();

  /// Sends a message, some time.
  void send(String text);

  /// Waits until what was sent has left, half a second at most where the client does not read.
  void flush();

  /// Closes the connection in order, with a code and a reason.
  void close(int code, String reason);

  /// Ends the connection at once.
  void cut();

  /// Sends half of the frame of a message and ends the connection.
  void cutMidway(String text);
}
