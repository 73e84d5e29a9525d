package io.gapless.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrongUsageTest {

  private static final String NODE = "http://127.0.0.1:8545";
  private static final String TOKEN = "0xdAC17F958D2ee523a2206206994597C13D831ec7";

  @Test
  void namesAnUnknownOptionAndTheOneThatWasMeant() {
    refuses("unknown option '--form'", "did you mean --from",
        backfill("--from", "1", "--to", "2", "--form", "1"));
  }

  @Test
  void refusesAReversedRange() {
    refuses("--to: 5 lies before --from 10", "", backfill("--from", "10", "--to", "5"));
    refuses("--to: 2024-01-01 lies before --from 2024-01-02", "",
        backfill("--from", "2024-01-02", "--to", "2024-01-01"));
  }

  @Test
  void refusesWhatIsNoBound() {
    refuses("--to: 'latest' is not", "`finalized`", backfill("--from", "1", "--to", "latest"));
    refuses("--from: '-5' is not", "block number", backfill("--from", "-5", "--to", "2"));
    refuses("--from: '2024-02-31' is not a day", "",
        backfill("--from", "2024-02-31", "--to", "finalized"));
    refuses("--from: 'finalized' is an end", "",
        backfill("--from", "finalized", "--to", "finalized"));
  }

  @Test
  void saysWhichAddressIsWrongAndWhere() {
    refuses("--contract: address 2 of 2", "'0x12' has 2 digits",
        backfill("--from", "1", "--to", "2", "--contract", TOKEN + ",0x12"));
    refuses("--contract: address 1 of 1", "has 'g' at character 3",
        backfill("--from", "1", "--to", "2", "--contract", "0xg" + TOKEN.substring(3)));
    refuses("--contract: address 1 of 1", "does not begin with 0x",
        backfill("--from", "1", "--to", "2", "--contract", TOKEN.substring(2)));
  }

  @Test
  void refusesAnEnrichmentThatMakesNoSense() {
    refuses("--rpc: name at least one node", "--rpc http://127.0.0.1:8545", "enrich");
    refuses("--dry-run: name the chain", "--chain evm-1", "enrich", "--dry-run");
    refuses("--chain: 'ethereum' is no chain", "evm-1",
        "enrich", "--chain", "ethereum", "--dry-run");
    refuses("--contract: '0x12' has 2 digits", "",
        "enrich", "--rpc", NODE, "--contract", "0x12");
    refuses("--verify: 'bloom' is none of head and root", "",
        "enrich", "--rpc", NODE, "--verify", "bloom");
    refuses("a batch has 8000 transactions at most", "",
        "enrich", "--rpc", NODE, "--batch", "8001");
    refuses("--workers: 0 is not from 1 to 256", "",
        "enrich", "--rpc", NODE, "--workers", "0");
  }

  @Test
  void refusesPartiesThatAreNoneOrTooManyOrOfNoUse() {
    var many = IntStream.range(0, 101).mapToObj(n -> String.format("0x%040x", n))
        .collect(Collectors.joining(","));
    refuses("--party: address 2 of 2", "'0x12' has 2 digits",
        backfill("--from", "1", "--to", "2", "--party", TOKEN + ",0x12"));
    refuses("--party: 101 addresses are too many", "give 100 at most",
        backfill("--from", "1", "--to", "2", "--party", many));
    refuses("--party: records of the dataset unclassified_logs name no parties", "leave --party",
        backfill("--from", "1", "--to", "2", "--party", TOKEN, "--dataset", "unclassified_logs"));
  }

  @Test
  void refusesWhatIsNoNode() {
    refuses("'--rpc'", "not a URL that begins with http:// or https://",
        "backfill", "evm", "--rpc", "ftp://host/secretkey", "--from", "1", "--to", "2");
    refuses("--rpc: a node is named twice", "",
        "backfill", "evm", "--rpc", NODE + "," + NODE, "--from", "1", "--to", "2");
    refuses("--rpc: name at least one node", "",
        "backfill", "evm", "--from", "1", "--to", "2");
  }

  @Test
  void doesNotRepeatKeysThatStandInStrayArguments() {
    refuses("https://host/***", "",
        backfill("--from", "1", "--to", "2", "https://host/v2/secretkey"));
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    refuses("--workers: 0 is not from 1 to 256", "",
        backfill("--from", "1", "--to", "2", "--workers", "0"));
    refuses("'--workers'", "'many' is not an int",
        backfill("--from", "1", "--to", "2", "--workers", "many"));
    refuses("--range-size: 0 is less than 1", "",
        backfill("--from", "1", "--to", "2", "--range-size", "0"));
    refuses("--max-attempts: 0 is less than 1", "",
        backfill("--from", "1", "--to", "2", "--max-attempts", "0"));
  }

  @Test
  void listsWhatThereIs() {
    refuses("--dataset: 'erc19' is no dataset", "erc20_transfers",
        backfill("--from", "1", "--to", "2", "--dataset", "erc19"));
    refuses("--verify: 'hope' is none of head, bloom, root", "",
        backfill("--from", "1", "--to", "2", "--verify", "hope"));
    refuses("kafka: 'topicz' is none of Kafka's tools", "console-consumer", "kafka", "topicz");
    refuses("service: 'mongo' is none of", "registry", "service", "mongo");
  }

  @Test
  void refusesProcessesThatAreNone() {
    refuses("Missing required parameter", "ID", "processes", "get", "orders");
    refuses("process id is not 1 to 256 bytes long", "", "processes", "get", "orders", "");
    refuses("--limit: 0 is less than 1", "", "processes", "list", "orders", "--limit", "0");
    refuses("--limit: -1 is less than 0", "", "processes", "get", "orders", "1", "--limit", "-1");
    refuses("'soon' is not a time", "", "processes", "call", "orders", "1", "--timeout", "soon");
    refuses("--timeout: 0 is no time", "", "processes", "trace", "orders", "1", "--timeout", "0s");
  }

  @Test
  void refusesServersThatAreNone() {
    refuses("'--kafka'", "'localhost' is not HOST:PORT", "status", "--kafka", "localhost");
    refuses("'--registry'", "not a URL", "status", "--registry", "localhost:8080");
    refuses("'--clickhouse'", "jdbc:clickhouse://host:8123/default",
        "sql", "--clickhouse", "http://host", "SELECT 1");
    refuses("'--kafka-port'", "'99999' is not a port", "up", "--kafka-port", "99999");
  }

  @Test
  void refusesToServeWhatOthersReachWithoutAToken() {
    refuses("--http: others can reach", "GAPLESS_HTTP_TOKEN",
        "up", "--rpc", NODE, "--http", "0.0.0.0:8080");
    refuses("'--http'", "unknown host 'no.such.host.invalid'",
        "up", "--rpc", NODE, "--http", "no.such.host.invalid:8080");
    refuses("'--http'", "nobody knows", "up", "--rpc", NODE, "--http", "0");
  }

  @Test
  void refusesMarketsThatAreNone() {
    refuses("--preset: 'tulips' is neither polymarket nor a file", "",
        backfill("--preset", "tulips", "--to", "5"));
    refuses("--preset: it knows contracts", "leave --contract",
        backfill("--preset", "polymarket", "--contract", TOKEN, "--to", "5"));
    refuses("--on-complete: 'dance' is not rebuild", "",
        backfill("--preset", "polymarket", "--to", "5", "--on-complete", "dance"));
    refuses("--on-complete: what is rebuilt is a market", "name --preset",
        backfill("--from", "1", "--to", "5", "--on-complete", "rebuild"));
    refuses("--from: name where to begin", "", backfill("--to", "5"));
    refuses("--profile: 'severe' is neither strict nor relaxed", "",
        "gates", "--profile", "severe");
    refuses("--rollback: --repair is something else", "", "rebuild", "--repair", "--rollback");
  }

  @Test
  void asksForACommand() {
    refuses("name a command: demo, backfill", "");
    refuses("name a kind of chain", "", "backfill");
    refuses("--rpc or --servers: name at least one node", "", "fetcher");
    refuses("name what to do: processes list", "", "processes");
  }

  private void refuses(String what, String advice, String... arguments) {
    var one = new TypedCommand(Path.of("target"));

    int exitCode = one.run(arguments);

    assertThat(exitCode).as(one.err()).isEqualTo(2);
    assertThat(one.err()).startsWith("gapless: ").contains(what).contains(advice)
        .containsOnlyOnce("\n");
    assertThat(one.out()).isEmpty();
    assertThat(one.wiring.connections).isNull();
    assertThat(one.err()).doesNotContain("secretkey");
  }

  private static String[] backfill(String... arguments) {
    var all = new ArrayList<>(List.of("backfill", "evm", "--dry-run", "--rpc", NODE));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }
}
