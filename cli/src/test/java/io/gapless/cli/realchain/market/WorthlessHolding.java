package io.gapless.cli.realchain.market;

import java.math.BigInteger;

/// What somebody has of a token for worthless collateral.
///
/// @param position id of the token
/// @param amount may need all of 256 bits
public record WorthlessHolding(Wallet holder, BigInteger position, BigInteger amount) {}
