package io.gapless.chains.evm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads recorded blocks with the reader that reads a node's.
public final class RecordedHeaders {

  private RecordedHeaders() {}

  /// The headers of a file that holds a list of blocks.
  public static List<EvmHeader> read(Path file) throws IOException {
    var headers = new ArrayList<EvmHeader>();
    try (JsonParser json = RpcReader.JSON.createParser(file.toFile())) {
      json.nextToken();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        headers.add(HeaderReader.read(json));
      }
    }
    return headers;
  }
}
