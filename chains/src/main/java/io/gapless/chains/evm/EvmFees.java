package io.gapless.chains.evm;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;

/// What a transaction cost, as its receipt tells; prices and fees are in wei. What the chain, its
/// nodes or the transaction do not have is empty.
///
/// @param gasUsed units of gas that it used, its own alone
/// @param gasPrice `effectiveGasPrice`: what a unit of gas cost, the tip included
/// @param blobGasUsed units of blob gas that it used
///     ([EIP-4844](https://eips.ethereum.org/EIPS/eip-4844))
/// @param blobGasPrice what a unit of blob gas cost
/// @param l1Fee on chains of the OP stack: paid for its data on the parent chain
///     ([fees](https://docs.optimism.io/op-stack/transactions/fees))
/// @param l1GasUsed gas that its data was taken to cost on the parent chain
/// @param l1GasPrice the parent chain's base fee
/// @param l1BaseFeeScalar what the parent chain's base fee is multiplied with, since Ecotone
/// @param l1BlobBaseFee the parent chain's blob base fee, since Ecotone
/// @param l1BlobBaseFeeScalar what the parent chain's blob base fee is multiplied with, since Ecotone
public record EvmFees(
    long gasUsed,
    Optional<BigInteger> gasPrice,
    OptionalLong blobGasUsed,
    Optional<BigInteger> blobGasPrice,
    Optional<BigInteger> l1Fee,
    Optional<BigInteger> l1GasUsed,
    Optional<BigInteger> l1GasPrice,
    Optional<BigInteger> l1BaseFeeScalar,
    Optional<BigInteger> l1BlobBaseFee,
    Optional<BigInteger> l1BlobBaseFeeScalar) {}
