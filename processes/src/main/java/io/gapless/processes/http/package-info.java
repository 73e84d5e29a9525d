/// Processes over HTTP: a server for requests about them, and user code that is a web service. Front
/// doors: [io.gapless.processes.http.ProcessServer], [io.gapless.processes.http.RemoteProcessor].
@NullMarked
package io.gapless.processes.http;

import org.jspecify.annotations.NullMarked;
