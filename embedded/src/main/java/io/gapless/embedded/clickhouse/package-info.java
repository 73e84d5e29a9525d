/// The ClickHouse engine in a process of its own, behind ClickHouse's HTTP interface: the official
/// clients and `curl` talk to it unchanged. Front door: [ClickHouseMain]; in a test's own JVM,
/// [ClickHouseFront]. May use `io.gapless.embedded.packages` to find the engine's library.
@NullMarked
package io.gapless.embedded.clickhouse;

import org.jspecify.annotations.NullMarked;
