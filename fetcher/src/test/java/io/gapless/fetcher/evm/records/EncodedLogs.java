package io.gapless.fetcher.evm.records;

import static io.gapless.fetcher.evm.records.Logs.bytes;

import io.gapless.chains.evm.EvmLog;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.TypeEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.crypto.Hash;

/// Logs as web3j encodes them.
final class EncodedLogs {

  static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private EncodedLogs() {}

  /// A log of an event.
  ///
  /// @param signature its name and the types of its parameters
  /// @param indexed the parameters that are topics
  /// @param data the others
  @SuppressWarnings("rawtypes") // as web3j has them
  static EvmLog of(String signature, List<Type<?>> indexed, List<Type<?>> data) {
    var topics = new ArrayList<>(List.of(Hash.sha3String(signature)));
    indexed.forEach(parameter -> topics.add("0x" + TypeEncoder.encode(parameter)));
    return Logs.log(topics,
        "0x" + FunctionEncoder.encodeConstructor(List.<Type>copyOf(data)));
  }

  /// An address of one byte, repeated.
  static Address address(int filling) {
    return new Address("0x" + String.format("%02x", filling).repeat(20));
  }

  /// A hash of one byte, repeated.
  static Bytes32 hash(int filling) {
    var hash = new byte[32];
    Arrays.fill(hash, (byte) filling);
    return new Bytes32(hash);
  }

  static Uint256 number(long value) {
    return new Uint256(value);
  }

  static Uint256 number(BigInteger value) {
    return new Uint256(value);
  }

  static Bool bool(boolean value) {
    return new Bool(value);
  }

  static DynamicArray<Uint256> list(long... values) {
    return new DynamicArray<>(Uint256.class,
        Arrays.stream(values).mapToObj(EncodedLogs::number).toList());
  }

  static DynamicBytes data(int length) {
    var data = new byte[length];
    Arrays.fill(data, (byte) 0xda);
    return new DynamicBytes(data);
  }

  /// Replaces a word of the data.
  static void setWord(EvmLog log, int word, BigInteger value) {
    System.arraycopy(bytes("0x" + String.format("%064x", value)), 0, log.data, word * 32, 32);
  }

  static void setWord(EvmLog log, int word, long value) {
    setWord(log, word, BigInteger.valueOf(value));
  }

  /// Makes the data longer, by zeros, or shorter.
  static void resize(EvmLog log, int by) {
    log.dataLength += by;
    log.data = Arrays.copyOf(log.data, log.dataLength);
  }
}
