/// A small HTTP/1.1 server on virtual threads that streams its answers; the front door is
/// [io.gapless.simulator.http.HttpListener]. Written here because a simulated node must be able to
/// do what a sound server never does, such as stopping in the middle of a body.
@NullMarked
package io.gapless.simulator.http;

import org.jspecify.annotations.NullMarked;
