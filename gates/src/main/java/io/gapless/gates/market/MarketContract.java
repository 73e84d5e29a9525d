package io.gapless.gates.market;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.gapless.chains.evm.Address;
import org.jspecify.annotations.Nullable;

/// An address of a market.
///
/// @param firstBlock that it can have logs in
public record MarketContract(Role role, Address address, long firstBlock) {

  /// As deployments have it; without `firstBlock` from block 0 on.
  @JsonCreator
  static MarketContract of(@JsonProperty(value = "role", required = true) Role role,
      @JsonProperty(value = "address", required = true) String address,
      @JsonProperty("firstBlock") @Nullable Long firstBlock) {
    return new MarketContract(role, Address.of(address), firstBlock == null ? 0 : firstBlock);
  }

  @JsonGetter("address")
  String text() {
    return address.toString();
  }
}
