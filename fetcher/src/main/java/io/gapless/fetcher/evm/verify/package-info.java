/// How a window's completeness is shown beyond the checks of its answer: spot checks and whole
/// ranges proven by receipts, blooms compared, a second opinion. Front door:
/// [io.gapless.fetcher.evm.verify.WindowChecks].
@NullMarked
package io.gapless.fetcher.evm.verify;

import org.jspecify.annotations.NullMarked;
