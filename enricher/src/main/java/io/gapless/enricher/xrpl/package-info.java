/// Transactions of the XRP Ledger with their metadata. Front door:
/// [io.gapless.enricher.xrpl.XrplEnrich].
@NullMarked
package io.gapless.enricher.xrpl;

import org.jspecify.annotations.NullMarked;
