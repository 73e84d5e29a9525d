/// Endpoints: their secret addresses, what they refuse and why, how fast they may be asked, and
/// which of them to ask. Front door: [io.gapless.chains.endpoint.EndpointPool].
@NullMarked
package io.gapless.chains.endpoint;

import org.jspecify.annotations.NullMarked;
