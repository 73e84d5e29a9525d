package io.gapless.benchmarks.measure;

import java.lang.management.ManagementFactory;

/// The machine that something was measured on.
///
/// @param cores processors that this process may use
/// @param memoryBytes memory of the machine or container
/// @param heapBytes most that the heap of this process may take
/// @param jvm name and version
/// @param garbageCollectors of this process
/// @param system name, version and architecture of the operating system
public record Machine(int cores, long memoryBytes, long heapBytes, String jvm,
    String garbageCollectors, String system) {

  /// The machine that this process runs on.
  public static Machine ofThisProcess() {
    long memory = ManagementFactory
        .getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean bean
            ? bean.getTotalMemorySize()
            : -1;
    var collectors = ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(bean -> bean.getName()).toList();
    return new Machine(Runtime.getRuntime().availableProcessors(), memory,
        Runtime.getRuntime().maxMemory(),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        String.join(", ", collectors), System.getProperty("os.name") + " "
            + System.getProperty("os.version") + " " + System.getProperty("os.arch"));
  }

  /// Processes that wanted a core over the last minute, on average; negative where the system does
  /// not say.
  public static double loadAverage() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
