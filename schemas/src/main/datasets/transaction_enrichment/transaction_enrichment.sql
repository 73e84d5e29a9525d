CREATE TABLE IF NOT EXISTS transaction_enrichment
(
  chain LowCardinality(String),
  block_number UInt64 CODEC(Delta, ZSTD),
  block_time DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  block_hash FixedString(32),
  tx_hash FixedString(32),
  tx_index UInt32,
  tx_type UInt32,
  from_address FixedString(20),
  to_address Nullable(FixedString(20)),
  contract_address Nullable(FixedString(20)),
  nonce UInt64,
  value UInt256,
  status Nullable(UInt32),
  gas_limit UInt64,
  gas_used UInt64,
  gas_price Nullable(UInt256),
  burned_fees Nullable(UInt256),
  l1_fee Nullable(UInt256),
  l1_gas_used Nullable(UInt256),
  l1_gas_price Nullable(UInt256),
  l1_base_fee_scalar Nullable(UInt256),
  l1_blob_base_fee Nullable(UInt256),
  l1_blob_base_fee_scalar Nullable(UInt256),
  blob_gas_used Nullable(UInt64),
  blob_gas_price Nullable(UInt256),
  method_id String,
  input String CODEC(ZSTD),
  logs Array(Tuple(log_index UInt32, address FixedString(20), topics Array(FixedString(32)), data String)) CODEC(ZSTD),
  job_id LowCardinality(String),
  version UInt64 CODEC(Delta, ZSTD),
  created_at DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  is_deleted UInt8
)
ENGINE = ReplacingMergeTree(version, is_deleted)
PARTITION BY (chain, intDiv(block_number, 1000000))
ORDER BY (chain, block_number, tx_hash)
SETTINGS non_replicated_deduplication_window = 20000;

CREATE OR REPLACE VIEW transaction_enrichment_hex AS
SELECT * REPLACE (
  concat('0x', lower(hex(block_hash))) AS block_hash,
  concat('0x', lower(hex(tx_hash))) AS tx_hash,
  concat('0x', lower(hex(from_address))) AS from_address,
  if(isNull(to_address), NULL, concat('0x', lower(hex(assumeNotNull(to_address))))) AS to_address,
  if(isNull(contract_address), NULL, concat('0x', lower(hex(assumeNotNull(contract_address))))) AS contract_address,
  if(empty(method_id), '', concat('0x', lower(hex(method_id)))) AS method_id,
  concat('0x', lower(hex(input))) AS input,
  arrayMap(log -> (
    log.log_index,
    concat('0x', lower(hex(log.address))),
    arrayMap(topic -> concat('0x', lower(hex(topic))), log.topics),
    concat('0x', lower(hex(log.data)))
  )::Tuple(log_index UInt32, address String, topics Array(String), data String), logs) AS logs)
FROM transaction_enrichment FINAL;

CREATE OR REPLACE VIEW transaction_enrichment_logs AS
SELECT
  chain, block_number, block_time, block_hash, tx_hash, tx_index,
  log.log_index AS log_index, log.address AS address, log.topics AS topics, log.data AS data
FROM transaction_enrichment FINAL
ARRAY JOIN logs AS log;
