/// The transactions behind the transfers: finds those that nothing is known of, has them fetched as
/// batches of a work topic by a fleet, and shows that none is missing. Fetching is the fetchers': the
/// loop, the governors, transactions and hand-back come from there.
///
/// Front doors: [io.gapless.enricher.plan.EnrichProcess] finds and publishes,
/// [io.gapless.enricher.evm.EvmEnrich] and [io.gapless.enricher.xrpl.XrplEnrich] fetch. Uses
/// `schemas`, `chains`, `fetcher` and `processes`.
@NullMarked
package io.gapless.enricher;

import org.jspecify.annotations.NullMarked;
