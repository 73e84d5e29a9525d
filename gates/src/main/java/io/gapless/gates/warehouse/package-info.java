/// The database that runs are derived in: tables, statements with their limits, and which run readers see.
@NullMarked
package io.gapless.gates.warehouse;

import org.jspecify.annotations.NullMarked;
