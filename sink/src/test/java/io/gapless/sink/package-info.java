/// Tests of the sink.
@NullMarked
package io.gapless.sink;

import org.jspecify.annotations.NullMarked;
