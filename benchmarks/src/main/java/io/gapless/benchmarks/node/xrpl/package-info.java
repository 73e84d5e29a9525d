/// An XRP Ledger, each ledger proven. Front door: [io.gapless.benchmarks.node.xrpl.XrplWorkload].
@NullMarked
package io.gapless.benchmarks.node.xrpl;

import org.jspecify.annotations.NullMarked;
