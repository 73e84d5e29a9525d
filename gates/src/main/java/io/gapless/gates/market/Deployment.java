package io.gapless.gates.market;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gapless.chains.evm.Address;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A market as it is deployed on a chain.
///
/// ```json
/// {"name": "polymarket", "chain": "evm-137", "firstDay": "2022-12-18", "contracts": [
///   {"role": "ctf", "address": "0x4D97…6045", "firstBlock": 4023686}, …]}
/// ```
///
/// @param name for people
/// @param chain that it is on
/// @param firstDay of the window of trades that is backfilled unless told otherwise, `yyyy-mm-dd`
/// @param contracts its addresses: one CTF and one collateral at least
public record Deployment(String name, String chain, @Nullable String firstDay,
    List<MarketContract> contracts) {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  /// Refuses what cannot be a market, with an [IllegalArgumentException].
  @JsonCreator
  public Deployment(@JsonProperty(value = "name", required = true) String name,
      @JsonProperty(value = "chain", required = true) String chain,
      @JsonProperty("firstDay") @Nullable String firstDay,
      @JsonProperty(value = "contracts", required = true) List<MarketContract> contracts) {
    this.name = name;
    this.chain = chain;
    this.firstDay = firstDay;
    this.contracts = List.copyOf(contracts);
    if (!chain.matches("evm-\\d+")) {
      throw new IllegalArgumentException("'" + chain + "' is no EVM chain: evm-CHAIN_ID");
    }
    if (of(Role.CTF).size() != 1) {
      throw new IllegalArgumentException(
          "a market has one contract of role ctf, not " + of(Role.CTF).size());
    }
    if (of(Role.COLLATERAL).isEmpty()) {
      throw new IllegalArgumentException("a market has a contract of role collateral");
    }
    if (contracts.stream().map(MarketContract::address).distinct().count() < contracts.size()) {
      throw new IllegalArgumentException("an address has one role");
    }
  }

  /// A deployment that comes with Gapless, or one in a file.
  ///
  /// @param name `polymarket`, or the path of a JSON file
  /// @throws IllegalArgumentException where there is none, or it is not right; the message says why
  public static Deployment named(String name) {
    try (var known = Deployment.class.getResourceAsStream(
        "/io/gapless/gates/deployments/" + name + ".json")) {
      if (known != null) {
        return read(known);
      }
      var file = Path.of(name);
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException("'" + name
            + "' is neither polymarket nor a file with a deployment");
      }
      try (var in = Files.newInputStream(file)) {
        return read(in);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /// Reads [#json].
  ///
  /// @throws IllegalArgumentException where it is not right
  public static Deployment parse(String json) {
    try {
      return JSON.readValue(json, Deployment.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a deployment: " + e.getOriginalMessage(), e);
    }
  }

  /// As text that [#parse] reads.
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The addresses of a role.
  public List<Address> of(Role role) {
    return contracts.stream().filter(contract -> contract.role() == role)
        .map(MarketContract::address).toList();
  }

  private static Deployment read(InputStream in) throws IOException {
    return JSON.readValue(in, Deployment.class);
  }
}
