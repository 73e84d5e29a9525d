package io.gapless.embedded.kafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarker;
import org.apache.kafka.common.message.WriteTxnMarkersRequestData.WritableTxnMarkerTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.requests.ResponseHeader;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;

/// The end of a committed transaction in a partition, as the coordinator would write it. Kafka's admin
/// client can only abort.
///
/// @param producerEpoch that the coordinator decided it with
record CommitMarker(TopicPartition partition, long producerId, short producerEpoch,
    int coordinatorEpoch) {

  /// Markers are not asked to be those of a newer epoch in this version.
  private static final short VERSION = 1;
  private static final int CORRELATION = 1;
  private static final int TIMEOUT_MILLIS = 10_000;

  /// Has the broker write it.
  ///
  /// @param address of the broker, a plain listener
  /// @throws IOException if it cannot be reached, or refuses
  void write(String address) throws IOException {
    int colon = address.lastIndexOf(':');
    try (var socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)))) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var request = request();
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(request.remaining());
      out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      check(ByteBuffer.wrap(in.readNBytes(in.readInt())));
    }
  }

  private ByteBuffer request() {
    var marker = new WritableTxnMarker().setProducerId(producerId).setProducerEpoch(producerEpoch)
        .setTransactionResult(true).setCoordinatorEpoch(coordinatorEpoch)
        .setTopics(List.of(new WritableTxnMarkerTopic().setName(partition.topic())
            .setPartitionIndexes(List.of(partition.partition()))));
    var header =
        new RequestHeader(ApiKeys.WRITE_TXN_MARKERS, VERSION, "commit-marker", CORRELATION);
    return RequestUtils.serialize(header.data(), header.headerVersion(),
        new WriteTxnMarkersRequestData().setMarkers(List.of(marker)), VERSION);
  }

  private void check(ByteBuffer response) throws IOException {
    ResponseHeader.parse(response, ApiKeys.WRITE_TXN_MARKERS.responseHeaderVersion(VERSION));
    var errors =
        WriteTxnMarkersResponse.parse(new ByteBufferAccessor(response), VERSION)
            .errorsByProducerId();
    var error = errors.getOrDefault(producerId, Map.of())
        .getOrDefault(partition, Errors.UNKNOWN_SERVER_ERROR);
    if (error != Errors.NONE) {
      throw new IOException(error.message());
    }
  }
}
