/// Reading a range window by window from endpoints that refuse, fail and lie: how wide a window is,
/// how to ask where a filter is too much, who to ask next. Front door:
/// [io.gapless.fetcher.evm.window.WindowReader].
@NullMarked
package io.gapless.fetcher.evm.window;

import org.jspecify.annotations.NullMarked;
