package io.gapless.embedded.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Properties;

/// Settings of a one-node cluster on a laptop, from `broker.properties` beside this class.
final class BrokerSettings {

  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerSettings() {}

  static Properties of(Path logFolder, int brokerPort, int controllerPort) throws IOException {
    var settings = new Properties();
    try (InputStream in = BrokerSettings.class.getResourceAsStream("broker.properties")) {
      settings.load(in);
    }
    String broker = "BROKER://127.0.0.1:" + brokerPort;
    String controller = "127.0.0.1:" + controllerPort;
    settings.setProperty("node.id", Integer.toString(NODE_ID));
    settings.setProperty("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
    settings.setProperty("advertised.listeners", broker);
    settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.setProperty("log.dirs", logFolder.toString());
    return settings;
  }
}
