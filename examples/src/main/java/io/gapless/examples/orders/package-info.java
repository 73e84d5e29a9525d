/// An order that waits for its payment, as a durable process. User code:
/// [io.gapless.examples.orders.OrderProcessor].
@NullMarked
package io.gapless.examples.orders;

import org.jspecify.annotations.NullMarked;
