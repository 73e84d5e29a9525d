package io.gapless.cli.realchain.anvil;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.tx.FastRawTransactionManager;

/// Somebody who signs transactions.
public final class Account {

  private static final BigInteger GAS_PRICE = BigInteger.valueOf(10_000_000_000L);
  private static final BigInteger GAS_LIMIT = BigInteger.valueOf(4_000_000);

  private final FastRawTransactionManager manager;

  private Account(FastRawTransactionManager manager) {
    this.manager = manager;
  }

  /// An account with a key of its own and enough ether.
  public static Account create(AnvilChain chain, int key) throws IOException {
    var credentials = Credentials.create(ECKeyPair.create(BigInteger.valueOf(key)));
    chain.fund(credentials.getAddress());
    return new Account(
        new FastRawTransactionManager(chain.web3j(), credentials, chain.chainId()));
  }

  /// Where it is, in lower case.
  public String address() {
    return manager.getFromAddress();
  }

  /// Sends code to become a contract; the hash of the transaction.
  public String deploy(String bytecode) throws IOException {
    return sent(manager.sendTransaction(GAS_PRICE, GAS_LIMIT, null, "0x" + bytecode,
        BigInteger.ZERO, true));
  }

  /// Sends a call of a contract's function; the hash of the transaction.
  public String call(String contract, String function, Type<?>... arguments) throws IOException {
    return sent(manager.sendTransaction(GAS_PRICE, GAS_LIMIT, contract,
        FunctionEncoder.encode(new Function(function, List.of(arguments), List.of())),
        BigInteger.ZERO));
  }

  private static String sent(EthSendTransaction answer) throws IOException {
    if (answer.hasError()) {
      throw new IOException(answer.getError().getMessage());
    }
    return answer.getTransactionHash();
  }
}
