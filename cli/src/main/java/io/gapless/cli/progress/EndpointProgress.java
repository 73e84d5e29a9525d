package io.gapless.cli.progress;

/// What the workers report of one node, together.
///
/// @param endpoint its name: host and digest
/// @param state the worst state that a worker sees it in
/// @param rate requests a second that the governors allow, in sum
/// @param requests requests since the workers started
/// @param refusals requests among them that were refused
/// @param head newest block that it was seen to have
public record EndpointProgress(String endpoint, String state, double rate, long requests,
    long refusals, long head) {}
