/// Works of the XRP Ledger: every ledger is proven by its own hashes before it counts. Front door:
/// [io.gapless.fetcher.xrpl.XrplFetch].
@NullMarked
package io.gapless.fetcher.xrpl;

import org.jspecify.annotations.NullMarked;
