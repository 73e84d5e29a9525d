/// The whole pipeline on a simulated chain, and its tables beside what the chain really holds. Front
/// door: [io.gapless.cli.demo.Demo].
@NullMarked
package io.gapless.cli.demo;

import org.jspecify.annotations.NullMarked;
