/// Range work to records and coverage, each once. Front door: [io.gapless.fetcher.Fetcher].
///
/// May use `schemas` and `chains`.
@NullMarked
package io.gapless.fetcher;

import org.jspecify.annotations.NullMarked;
