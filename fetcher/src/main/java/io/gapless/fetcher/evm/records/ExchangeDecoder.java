package io.gapless.fetcher.evm.records;

import java.util.Map;

/// Fills of orders on an exchange of conditional tokens, the
/// [CTF exchange](https://github.com/Polymarket/ctf-exchange).
final class ExchangeDecoder extends EventDecoder {

  ExchangeDecoder() {
    super("exchange_fills", Map.of("FILL", "OrderFilled(bytes32 indexed order_hash,"
        + " address indexed maker, address indexed taker, uint256 maker_asset_id,"
        + " uint256 taker_asset_id, uint256 maker_amount_filled, uint256 taker_amount_filled,"
        + " uint256 fee)"));
  }
}
