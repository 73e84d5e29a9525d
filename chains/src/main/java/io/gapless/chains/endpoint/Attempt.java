package io.gapless.chains.endpoint;

/// Asks one endpoint. Reports on its lease, and leaves on an interrupt. Two may be under way at once
/// for the same thing, so each keeps what it gets to itself.
///
/// @param <C> the client that asks
/// @param <T> what is asked for
@FunctionalInterface
public interface Attempt<C, T> {

  /// Asks the endpoint of the lease.
  Answer<T> ask(Lease<C> lease) throws InterruptedException;

  /// An answer, and whose it is.
  record Answered<T>(Endpoint endpoint, Answer<T> answer) {}
}
