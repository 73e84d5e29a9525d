package io.gapless.embedded.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/// Settings of a one-node cluster on a laptop, from `broker.properties` beside this class.
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CLIENT_LISTENER = "BROKER";
  static final String CONTROLLER_LISTENER = "CONTROLLER";
  private static final String INSIDE_LISTENER = "INSIDE";

  private BrokerSettings() {}

  static Properties of(Path logFolder, int brokerPort, int controllerPort) throws IOException {
    var settings = new Properties();
    try (InputStream in = BrokerSettings.class.getResourceAsStream("broker.properties")) {
      settings.load(in);
    }
    String broker = CLIENT_LISTENER + "://127.0.0.1:" + brokerPort;
    String controller = "127.0.0.1:" + controllerPort;
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
    settings.setProperty("advertised.listeners", broker);
    settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.setProperty("log.dirs", logFolder.toString());
    return settings;
  }

  /// The same for a broker that was killed: clients wait until [ClientGate] lets them in, and it asks
  /// the broker through a door of its own.
  static Properties behindGate(Properties settings, int insidePort) {
    var gated = new Properties();
    gated.putAll(settings);
    String inside = INSIDE_LISTENER + "://127.0.0.1:" + insidePort;
    for (var name : List.of("listeners", "advertised.listeners")) {
      gated.setProperty(name, inside + "," + settings.getProperty(name));
    }
    gated.setProperty("listener.security.protocol.map", INSIDE_LISTENER + ":PLAINTEXT,"
        + settings.getProperty("listener.security.protocol.map"));
    gated.setProperty("inter.broker.listener.name", INSIDE_LISTENER);
    gated.setProperty("authorizer.class.name", ClientGate.class.getName());
    return gated;
  }
}
