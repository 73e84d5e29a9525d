package io.gapless.cli.realchain.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.cli.realchain.anvil.Account;
import io.gapless.cli.realchain.anvil.AnvilChain;
import io.gapless.cli.realchain.anvil.Solidity;
import io.gapless.embedded.packages.FetchListener;
import io.gapless.embedded.packages.NpmPackage;
import io.gapless.embedded.packages.PackageCache;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.utils.Numeric;

/// Where the contracts of a market are, in lower case.
///
/// @param ctf the contract of conditional tokens, as its authors compiled it
/// @param collateral an ERC-20 with six decimals
/// @param worthless another one
/// @param exchange takes orders from the account that deployed it
public record MarketContracts(String ctf, String collateral, String worthless, String exchange) {

  private static final NpmPackage CONDITIONAL_TOKENS =
      NpmPackage.of("@gnosis.pm/conditional-tokens-contracts", "1.0.3",
          "sha512-tsGh+tiCb06UCUg3F8N5Gpo/MTsdMLQ7Wbu2AiWGaj9bga9rWgnu2/QVtLY3hneFdrSAjzlu/eFmhQt+5b7kSA==");

  /// Deploys them, in two blocks.
  static MarketContracts deploy(AnvilChain chain, Account operator, Wallet feeReceiver,
      Instant first, Instant second) throws IOException, InterruptedException {
    var compiled = Solidity.compile(MarketContracts.class, "Dollar.sol", "Exchange.sol");
    var dollar = compiled.getOrDefault("Dollar", "");
    var sent = List.of(operator.deploy(conditionalTokens()), operator.deploy(dollar),
        operator.deploy(dollar));
    chain.mine(first);
    var ctf = address(chain, sent.get(0));
    var collateral = address(chain, sent.get(1));
    var exchange = operator.deploy(compiled.getOrDefault("Exchange", "")
        + FunctionEncoder.encodeConstructor(List.of(new Address(ctf), new Address(collateral),
            new Address(feeReceiver.address()))));
    chain.mine(second);
    return new MarketContracts(ctf, collateral, address(chain, sent.get(2)),
        address(chain, exchange));
  }

  private static String conditionalTokens() throws IOException {
    var artifact = PackageCache.ofUser(FetchListener.SILENT).unpacked(CONDITIONAL_TOKENS)
        .resolve("package/build/contracts/ConditionalTokens.json");
    return Numeric.cleanHexPrefix(
        new ObjectMapper().readTree(artifact.toFile()).required("bytecode").asText());
  }

  private static String address(AnvilChain chain, String deployment) throws IOException {
    var receipt = chain.receipt(deployment);
    if (!receipt.isStatusOK()) {
      throw new IOException("a contract was not deployed, by " + deployment);
    }
    return receipt.getContractAddress().toLowerCase(Locale.ROOT);
  }
}
