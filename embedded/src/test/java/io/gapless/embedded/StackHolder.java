package io.gapless.embedded;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A process that starts a stack, with Kafka as a child, and keeps it until it is killed.
/// Arguments: the data folder, then the services. Prints `children <pid> <pid> …` when it is up.
final class StackHolder {

  private StackHolder() {}

  public static void main(String[] args) throws Exception {
    Service[] services = Arrays.stream(args).skip(1).map(Service::valueOf).toArray(Service[]::new);
    var stack = EmbeddedStack.start(
        EmbeddedConfig.of(Path.of(args[0])).with(services[0], services).withKafkaAsChild());
    System.out.println("children " + Arrays.stream(services)
        .map(service -> Long.toString(stack.service(service).pid().orElseThrow()))
        .collect(Collectors.joining(" ")));
    Thread.currentThread().join();
  }
}
