package io.gapless.gapdetector.coverage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Keys of the state: one letter for the kind, then what it is found by.
///
/// ```
/// J job                 the job          Y job 0 day (4)          sums of a day
/// S job                 its sums         P job 0 first (8)        a leaf that is not covered
/// L job 0 first (8)     a leaf           D due (8) job 0 first    a leaf to publish at a time
/// ```
final class StateKeys {

  static final byte JOB = 'J';
  static final byte SUMS = 'S';
  static final byte LEAF = 'L';
  static final byte PENDING = 'P';
  static final byte DUE = 'D';
  static final byte DAY = 'Y';

  private StateKeys() {}

  static byte[] ofJob(byte kind, String jobId) {
    var id = jobId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(1 + id.length).put(kind).put(id).array();
  }

  static byte[] ofLeaf(byte kind, String jobId, long first) {
    var id = jobId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(10 + id.length).put(kind).put(id).put((byte) 0).putLong(first)
        .array();
  }

  static byte[] ofDay(String jobId, int dayIdx) {
    var id = jobId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(6 + id.length).put(DAY).put(id).put((byte) 0).putInt(dayIdx)
        .array();
  }

  static byte[] ofDue(long dueAt, String jobId, long first) {
    var id = jobId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(18 + id.length).put(DUE).putLong(dueAt).put(id).put((byte) 0)
        .putLong(first).array();
  }

  /// The first key of a kind.
  static byte[] start(byte kind) {
    return new byte[]{kind};
  }

  /// The key after the last one of a kind.
  static byte[] end(byte kind) {
    return new byte[]{(byte) (kind + 1)};
  }

  /// The job in a key that begins with a kind and ends with `tail` bytes.
  static String job(byte[] key, int head, int tail) {
    return new String(key, head, key.length - head - tail, StandardCharsets.UTF_8);
  }
}
