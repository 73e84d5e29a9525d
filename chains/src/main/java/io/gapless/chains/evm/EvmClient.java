package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gapless.chains.BlockRange;
import io.gapless.chains.Hash32;
import io.gapless.chains.endpoint.Answer;
import io.gapless.chains.endpoint.Endpoint;
import io.gapless.chains.endpoint.ErrorClassifier;
import io.gapless.chains.endpoint.Refusal;
import io.gapless.chains.endpoint.Refusal.Said;
import io.gapless.chains.evm.RpcReader.ResultReader;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Asks one EVM endpoint. What a node says, a connection that fails and an answer that cannot be
/// right are refusals, never exceptions; the only exception is an interrupt. Calls block, so run
/// them on virtual threads; any number may run at once.
/// [Ethereum JSON-RPC](https://ethereum.github.io/execution-apis/api-documentation/)
public final class EvmClient {

  /// The method behind [#blocks], [#fullBlock] and [#logsFromReceipts], which an endpoint may lack.
  public static final String BLOCK_RECEIPTS = "eth_getBlockReceipts";

  /// A method behind [#executions], which an endpoint may lack.
  public static final String TRANSACTION_RECEIPT = "eth_getTransactionReceipt";

  private final Endpoint endpoint;
  private final RpcBatches batches;

  /// A client for an endpoint, over connections that may be shared with others.
  public EvmClient(
      Endpoint endpoint, HttpClient http, EvmSettings settings, ErrorClassifier classifier) {
    this.endpoint = endpoint;
    batches = new RpcBatches(
        new RpcTransport(endpoint, http, settings, classifier),
        new BatchLimit(settings.maxBatch()));
  }

  /// Connections as these clients want them: HTTP/1.1, kept alive, one pool for all endpoints. For
  /// large answers start the JVM with `-Djdk.httpclient.bufsize=65536` (the default is 16384): fewer
  /// hand-overs between the reading thread and the parsing one.
  public static HttpClient connections(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(connectTimeout)
        .build();
  }

  /// Whom it asks.
  public Endpoint endpoint() {
    return endpoint;
  }

  /// `eth_chainId`.
  public Answer<Long> chainId() throws InterruptedException {
    return quantity("eth_chainId");
  }

  /// `eth_blockNumber`: the newest block that the node knows.
  public Answer<Long> blockNumber() throws InterruptedException {
    return quantity("eth_blockNumber");
  }

  /// The header of a block; a block that is not there is [Refusal.MissingData].
  public Answer<EvmHeader> header(long number) throws InterruptedException {
    return one(Headers.call(number), Headers.READER).then(result -> Headers.check(result, number));
  }

  /// The header of the block with this tag.
  public Answer<EvmHeader> header(BlockTag tag) throws InterruptedException {
    return one(Headers.call(tag), Headers.READER).then(result -> Headers.check(result, tag));
  }

  /// The headers of these blocks, in their order, in batches as large as the endpoint takes; a
  /// refusal of one is a refusal of all.
  public Answer<List<EvmHeader>> headers(List<Long> numbers) throws InterruptedException {
    List<RpcCall> calls = numbers.stream().map(Headers::call).toList();
    return switch (calls(calls, Headers.READER)) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long _) ->
          Headers.check(outcomes, numbers);
    };
  }

  /// The logs of a range, shown to the visitor as they come in, and proof that the node has got as
  /// far as the range's last block. Each log is checked: it lies in the range, matches the filter,
  /// came once, was not removed, and names the hash of its block. Logs visited before a refusal are
  /// to be thrown away; no log is visited twice.
  public Answer<LogsAnswer> logs(BlockRange range, LogFilter filter, LogVisitor visitor)
      throws InterruptedException {
    return new LogsCall(batches).ask(range, filter, visitor);
  }

  /// The same for one block, from its receipts (`eth_getBlockReceipts`), of which there must be as
  /// many as the block has transactions: the last resort for a block whose logs are too many for
  /// `eth_getLogs`. Only logs that match the filter are visited and counted.
  public Answer<LogsAnswer> logsFromReceipts(long block, LogFilters filter, LogVisitor visitor)
      throws InterruptedException {
    return new BlocksCall(batches).logs(block, filter, visitor);
  }

  /// These blocks with all their receipts (`eth_getBlockByNumber`, `eth_getBlockReceipts`), in their
  /// order, in batches as large as the endpoint takes; a refusal of one is a refusal of all. Logs are
  /// checked as those of [#logs] are, and carry their header's time. How many receipts there must be,
  /// and what they prove, is for [io.gapless.chains.evm.proof.BlockProof] to say. A
  /// [Refusal.TooLarge] means: ask for fewer; [Refusal.Unsupported]: the node does not give receipts
  /// by block.
  public Answer<List<EvmBlock>> blocks(List<Long> numbers) throws InterruptedException {
    return new BlocksCall(batches).ask(numbers);
  }

  /// Transactions with their receipts, and the headers of these blocks
  /// (`eth_getTransactionByHash`, `eth_getTransactionReceipt`, `eth_getBlockByNumber`), in one batch,
  /// or in several as large as the endpoint takes; a refusal of one is a refusal of all. A hash that
  /// the node does not know is not found: it says null to the transaction or to its receipt, or names
  /// no block for it. Of the others, transaction and receipt tell of the same place, the logs are of
  /// that place, in order, and make the bloom that the receipt states, if any; where the block's
  /// header is asked for, it has the hash that they name. A [Refusal.TooLarge] means: ask for fewer.
  public Answer<EvmLookup> executions(List<Hash32> hashes, List<Long> blocks)
      throws InterruptedException {
    return new ExecutionsCall(batches).ask(hashes, blocks);
  }

  /// A block with its transactions and receipts (`eth_getBlockByNumber`, `eth_getBlockReceipts`),
  /// checked as those of [#blocks] and [#executions] are; its logs carry the header's time. What the
  /// receipts prove is for [io.gapless.chains.evm.proof.BlockProof] to say. A transaction without a
  /// receipt is a [Refusal.BadAnswer] where the block used more gas than the receipts that came, and
  /// else left out: some chains have such outside of their blocks' roots.
  public Answer<EvmFullBlock> fullBlock(long number) throws InterruptedException {
    return new FullBlockCall(batches).ask(number);
  }

  private Answer<Long> quantity(String method) throws InterruptedException {
    return one(new RpcCall(method, "[]"), EvmClient::readQuantity).then(result -> result
        .<Answer<Long>>map(number -> Answer.of((Long) number))
        .orElseGet(() -> Answer.refused(new Refusal.BadAnswer(Said.of(method + " is null")))));
  }

  private static @Nullable Object readQuantity(JsonParser json) throws IOException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : Hex.quantity(json.getText());
  }

  private Answer<Optional<Object>> one(RpcCall call, ResultReader reader)
      throws InterruptedException {
    return switch (calls(List.of(call), reader)) {
      case Exchange.Failed(Refusal refusal) -> Answer.refused(refusal);
      case Exchange.Answered(List<Answer<Optional<Object>>> outcomes, long _) ->
          outcomes.getFirst();
    };
  }

  private Exchange calls(List<RpcCall> calls, ResultReader reader) throws InterruptedException {
    return batches.send(
        calls, OptionalLong.empty(), body -> RpcReader.read(body, reader), () -> true);
  }
}
