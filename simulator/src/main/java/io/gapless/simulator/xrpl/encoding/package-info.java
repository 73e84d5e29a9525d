/// The ledger's own binary form, its JSON form and its hashes, as far as the simulator needs them:
/// [io.gapless.simulator.xrpl.encoding.StObject] is a transaction, its metadata or an entry, written
/// either way.
@NullMarked
package io.gapless.simulator.xrpl.encoding;

import org.jspecify.annotations.NullMarked;
