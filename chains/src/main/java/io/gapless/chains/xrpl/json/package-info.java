/// Transactions in the form that servers show to people, and the binary form that is made of it.
/// Front door: [JsonForm].
@NullMarked
package io.gapless.chains.xrpl.json;

import org.jspecify.annotations.NullMarked;
