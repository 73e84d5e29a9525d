/// WebSocket connections to one XRPL server, with many requests under way on each. Front door:
/// [io.gapless.chains.xrpl.ws.ServerConnections].
@NullMarked
package io.gapless.chains.xrpl.ws;

import org.jspecify.annotations.NullMarked;
