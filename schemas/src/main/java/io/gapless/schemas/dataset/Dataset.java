package io.gapless.schemas.dataset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/// A kind of record with a schema, a topic and a table: one folder under `datasets/`.
///
/// The schema says all that is common to its writers and readers in its properties `topic`
/// (without prefix), `table`, `key` (the table's sort key) and, for records of a chain, `family`
/// (`evm` or `xrpl`) and, for those made of one kind of log, `events` (hashes of the signatures) and
/// `parties` (columns of who gave and who got, each with the topic that it is taken from). `opt_in` is
/// true where a job has the dataset only if it names it, and `enriches` the family of the chains whose
/// transactions it holds. Its fields are the table's columns, in order.
///
/// @param name the folder's name
/// @param schema the Avro schema of its records
/// @param statements the table and its views, as statements to run in order
public record Dataset(String name, Schema schema, List<String> statements) {

  /// Columns that say who wrote a row and when, not what the chain says; always the last ones.
  private static final List<String> BOOKKEEPING =
      List.of("job_id", "version", "created_at", "is_deleted");

  public Dataset { statements = List.copyOf(statements); }

  /// Name of its topic, without prefix.
  public String topic() {
    return required("topic");
  }

  /// Name of its table.
  public String table() {
    return required("table");
  }

  /// Columns that identify a row, in the order of the table.
  public List<String> key() {
    if (!(schema.getObjectProp("key") instanceof List<?> columns)) {
      throw new IllegalStateException("datasets/" + name + ": the schema has no property `key`");
    }
    return columns.stream().map(Object::toString).toList();
  }

  /// The events whose logs are its records: hashes of their signatures, `0x…`. Empty for records that
  /// are not made of logs, or of logs of any event.
  public List<String> events() {
    return schema.getObjectProp("events") instanceof List<?> hashes
        ? hashes.stream().map(Object::toString).toList()
        : List.of();
  }

  /// The columns of a record's parties, who gave and who got, each with the topic that it is taken
  /// from (1 to 3). Empty for records that have none.
  public Map<String, Integer> parties() {
    var parties = new TreeMap<String, Integer>();
    if (schema.getObjectProp("parties") instanceof Map<?, ?> columns) {
      columns.forEach((column, topic) -> parties.put(String.valueOf(column),
          Integer.valueOf(String.valueOf(topic))));
    }
    return parties;
  }

  /// Whether its records are logs of any event, with all of their topics.
  public boolean keepsTopics() {
    return columns().contains("topics");
  }

  /// Whether its records come from chains of this family (`evm`, `xrpl`).
  public boolean isOf(String family) {
    return family.equals(schema.getProp("family"));
  }

  /// Whether its records are what stands behind the transactions of chains of this family.
  public boolean enriches(String family) {
    return family.equals(schema.getProp("enriches"));
  }

  /// Whether a job has it only if it names it.
  public boolean isOptIn() {
    return Boolean.TRUE.equals(schema.getObjectProp("opt_in"));
  }

  /// All columns, in order.
  public List<String> columns() {
    return schema.getFields().stream().map(Schema.Field::name).toList();
  }

  /// The columns that the digest is taken over: what the chain says, in order.
  public List<String> chainColumns() {
    return columns().stream().filter(column -> !BOOKKEEPING.contains(column)).toList();
  }

  private String required(String property) {
    var value = schema.getProp(property);
    if (value == null) {
      throw new IllegalStateException(
          "datasets/" + name + ": the schema has no property `" + property + "`");
    }
    return value;
  }
}
