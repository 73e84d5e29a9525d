CREATE FUNCTION IF NOT EXISTS xrpl_address AS (account) ->
  translate(
    base58Encode(concat(char(0), account, substring(SHA256(SHA256(concat(char(0), account))), 1, 4))),
    '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
    'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz');

CREATE FUNCTION IF NOT EXISTS xrpl_account AS (address) ->
  toFixedString(substring(base58Decode(translate(address,
    'rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz',
    '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz')), 2, 20), 20);

CREATE TABLE IF NOT EXISTS xrpl_payments
(
  chain LowCardinality(String),
  ledger_index UInt64 CODEC(Delta, ZSTD),
  close_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  ledger_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  result LowCardinality(String),
  account FixedString(20),
  destination FixedString(20),
  source_tag Nullable(UInt64),
  destination_tag Nullable(UInt64),
  amount_value String,
  amount_currency LowCardinality(String),
  amount_issuer Nullable(FixedString(20)),
  send_max_value Nullable(String),
  send_max_currency Nullable(String),
  send_max_issuer Nullable(FixedString(20)),
  deliver_min_value Nullable(String),
  deliver_min_currency Nullable(String),
  deliver_min_issuer Nullable(FixedString(20)),
  delivered_value Nullable(String),
  delivered_currency Nullable(String),
  delivered_issuer Nullable(FixedString(20)),
  partial_payment UInt8,
  has_paths UInt8,
  flags UInt64,
  fee_drops UInt64,
  sequence UInt64,
  ticket_sequence Nullable(UInt64),
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(ledger_index, 1000000))
ORDER BY (chain, ledger_index, tx_index)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW xrpl_payments_hex AS
SELECT
  chain, ledger_index, close_time,
  hex(ledger_hash) AS ledger_hash,
  hex(tx_hash) AS tx_hash,
  tx_index, result,
  xrpl_address(account) AS account,
  xrpl_address(destination) AS destination,
  source_tag, destination_tag,
  amount_value,
  toDecimal256OrNull(amount_value, 38) AS amount,
  amount_currency,
  if(isNull(amount_issuer), NULL, xrpl_address(assumeNotNull(amount_issuer))) AS amount_issuer,
  send_max_value,
  toDecimal256OrNull(send_max_value, 38) AS send_max,
  send_max_currency,
  if(isNull(send_max_issuer), NULL, xrpl_address(assumeNotNull(send_max_issuer))) AS send_max_issuer,
  deliver_min_value,
  toDecimal256OrNull(deliver_min_value, 38) AS deliver_min,
  deliver_min_currency,
  if(isNull(deliver_min_issuer), NULL, xrpl_address(assumeNotNull(deliver_min_issuer))) AS deliver_min_issuer,
  delivered_value,
  toDecimal256OrNull(delivered_value, 38) AS delivered,
  delivered_currency,
  if(isNull(delivered_issuer), NULL, xrpl_address(assumeNotNull(delivered_issuer))) AS delivered_issuer,
  partial_payment, has_paths, flags, fee_drops, sequence, ticket_sequence,
  job_id, version, created_at
FROM xrpl_payments FINAL;
