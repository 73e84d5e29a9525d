package io.gapless.processes.core;

import io.gapless.processes.ProcessId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/// Keys of the table. Texts are preceded by their length in two bytes, numbers are big-endian.
///
/// ```
/// A                          newest command that was applied
/// P ns id                    process
/// C ns id inc E event        event of its history
/// C ns id inc T task         task that has ended
/// C ns id inc Q task         task that waits for the one under way
/// C ns id inc I key          use of an idempotency key
/// S due ns id inc task       timer, by when it is due
/// R ns id                    process with a task under way
/// X expires ns id inc key    idempotency key, by when it expires
/// M ns id inc                process that is being removed
/// N ns                       settings of a namespace
/// ```
///
/// `inc` is the incarnation: what a removed process left is not mistaken for a new one's. A command's
/// rows are written in the order of their keys, and [Moment] counts on A, C, P.
public final class Keys {

  private static final int NUMBER = Long.BYTES;

  private Keys() {}

  static byte[] newest() {
    return kind('A');
  }

  static byte[] process(ProcessId id) {
    return named('P', id);
  }

  static byte[] event(ProcessId id, long incarnation, long event) {
    // event ids are chosen by processors and may be negative
    return child(id, incarnation, 'E', event ^ Long.MIN_VALUE);
  }

  static long eventOf(byte[] key) {
    return lastNumber(key) ^ Long.MIN_VALUE;
  }

  static byte[] task(ProcessId id, long incarnation, long task) {
    return child(id, incarnation, 'T', task);
  }

  static byte[] queued(ProcessId id, long incarnation, long task) {
    return child(id, incarnation, 'Q', task);
  }

  static byte[] keyUse(ProcessId id, long incarnation, String key) {
    byte[] text = utf8(key);
    return parent(id, incarnation, 1 + text.length).put((byte) 'I').put(text).array();
  }

  /// First key of all that belongs to one incarnation.
  static byte[] children(ProcessId id, long incarnation) {
    return parent(id, incarnation, 0).array();
  }

  static byte[] timer(Timer timer) {
    return indexed('S', timer.due(), timer.id(), 2 * NUMBER).putLong(timer.incarnation())
        .putLong(timer.task()).array();
  }

  static Timer timerOf(byte[] key) {
    var buffer = ByteBuffer.wrap(key, 1, key.length - 1);
    var due = Instant.ofEpochMilli(buffer.getLong());
    return new Timer(due, id(buffer), buffer.getLong(), buffer.getLong());
  }

  /// Bounds of the timers that are due between two moments.
  static byte[] timersFrom(Instant moment) {
    return index('S', moment);
  }

  static byte[] running(ProcessId id) {
    return named('R', id);
  }

  static ProcessId runningOf(byte[] key) {
    return id(ByteBuffer.wrap(key, 1, key.length - 1));
  }

  static byte[] expiry(Expiry expiry) {
    byte[] text = utf8(expiry.key());
    return indexed('X', expiry.expires(), expiry.id(), NUMBER + text.length)
        .putLong(expiry.incarnation()).put(text).array();
  }

  static Expiry expiryOf(byte[] key) {
    var buffer = ByteBuffer.wrap(key, 1, key.length - 1);
    var expires = Instant.ofEpochMilli(buffer.getLong());
    var id = id(buffer);
    long incarnation = buffer.getLong();
    return new Expiry(expires, id, incarnation, StandardCharsets.UTF_8.decode(buffer).toString());
  }

  static byte[] expiriesFrom(Instant moment) {
    return index('X', moment);
  }

  static byte[] removing(ProcessId id, long incarnation) {
    byte[] name = named('M', id);
    return ByteBuffer.allocate(name.length + NUMBER).put(name).putLong(incarnation).array();
  }

  static Removal removingOf(byte[] key) {
    var buffer = ByteBuffer.wrap(key, 1, key.length - 1);
    return new Removal(id(buffer), buffer.getLong());
  }

  static byte[] settings(String namespace) {
    byte[] text = utf8(namespace);
    return text(ByteBuffer.allocate(1 + Short.BYTES + text.length).put((byte) 'N'), text).array();
  }

  /// First key of a kind.
  static byte[] kind(char kind) {
    return new byte[]{(byte) kind};
  }

  /// First key of a namespace's processes.
  static byte[] processesOf(String namespace) {
    byte[] text = utf8(namespace);
    return text(ByteBuffer.allocate(1 + Short.BYTES + text.length).put((byte) 'P'), text).array();
  }

  static ProcessId processOf(byte[] key) {
    return id(ByteBuffer.wrap(key, 1, key.length - 1));
  }

  /// The last key that begins so.
  static byte[] last(byte[] prefix) {
    byte[] last = Arrays.copyOf(prefix, prefix.length + NUMBER);
    Arrays.fill(last, prefix.length, last.length, (byte) 0xFF);
    return last;
  }

  /// Key of a process's commands: all of a process are in one partition, in order.
  public static byte[] command(ProcessId id) {
    byte[] name = named('P', id);
    return Arrays.copyOfRange(name, 1, name.length);
  }

  private static byte[] named(char kind, ProcessId id) {
    byte[] namespace = utf8(id.namespace());
    byte[] name = utf8(id.id());
    var buffer = ByteBuffer.allocate(1 + 2 * Short.BYTES + namespace.length + name.length);
    return text(text(buffer.put((byte) kind), namespace), name).array();
  }

  private static ByteBuffer parent(ProcessId id, long incarnation, int more) {
    byte[] name = named('C', id);
    return ByteBuffer.allocate(name.length + NUMBER + more).put(name).putLong(incarnation);
  }

  private static byte[] child(ProcessId id, long incarnation, char kind, long number) {
    return parent(id, incarnation, 1 + NUMBER).put((byte) kind).putLong(number).array();
  }

  private static byte[] index(char kind, Instant moment) {
    return ByteBuffer.allocate(1 + NUMBER).put((byte) kind).putLong(moment.toEpochMilli()).array();
  }

  private static ByteBuffer indexed(char kind, Instant moment, ProcessId id, int more) {
    byte[] namespace = utf8(id.namespace());
    byte[] name = utf8(id.id());
    var buffer = ByteBuffer
        .allocate(1 + NUMBER + 2 * Short.BYTES + namespace.length + name.length + more)
        .put((byte) kind).putLong(moment.toEpochMilli());
    return text(text(buffer, namespace), name);
  }

  private static ProcessId id(ByteBuffer buffer) {
    return new ProcessId(text(buffer), text(buffer));
  }

  private static String text(ByteBuffer buffer) {
    byte[] text = new byte[Short.toUnsignedInt(buffer.getShort())];
    buffer.get(text);
    return new String(text, StandardCharsets.UTF_8);
  }

  private static ByteBuffer text(ByteBuffer buffer, byte[] text) {
    return buffer.putShort((short) text.length).put(text);
  }

  private static long lastNumber(byte[] key) {
    return ByteBuffer.wrap(key, key.length - NUMBER, NUMBER).getLong();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
