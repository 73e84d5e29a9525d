/// Where Kafka, the registry and ClickHouse answer: servers that are named, a stack that runs, or one
/// started for the command. Front door: [io.gapless.cli.services.Services].
@NullMarked
package io.gapless.cli.services;

import org.jspecify.annotations.NullMarked;
