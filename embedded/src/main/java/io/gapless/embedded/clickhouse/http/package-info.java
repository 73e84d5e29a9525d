/// A small HTTP/1.1 server on the loopback interface. Front door:
/// [io.gapless.embedded.clickhouse.http.HttpListener]. It is ours because a running query has to
/// notice that its client is gone, and because a body that failed half-way must end abnormally:
/// the JDK's own server gives a handler neither.
@NullMarked
package io.gapless.embedded.clickhouse.http;

import org.jspecify.annotations.NullMarked;
