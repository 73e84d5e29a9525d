package io.gapless.chains.evm.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.chains.evm.EvmHeader;
import io.gapless.chains.evm.RecordedHeaders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordedBlocksTest {

  private static final Path FIXTURES =
      Path.of(System.getProperty("gapless.fixtures", "absent"), "evm");

  @Test
  void headersOfRecordedBlocksHashToTheirNames() throws IOException {
    assumeTrue(Files.isDirectory(FIXTURES),
        "no recorded blocks; name their folder with -Dgapless.fixtures=DIR");
    int proven = 0;
    try (var folders = Files.newDirectoryStream(FIXTURES)) {
      for (Path folder : folders) {
        JsonNode verified = new ObjectMapper().readTree(folder.resolve("meta.json").toFile())
            .path("verified").path("headerHash");
        if (verified.path("ok").asInt() == 0 || verified.path("bad").asInt() > 0
            || verified.path("na").asInt() > 0) {
          continue;
        }
        List<EvmHeader> headers = RecordedHeaders.read(folder.resolve("blocks.json"));
        assertThat(headers).as(folder.toString()).isNotEmpty().allMatch(HeaderHash::isTrue);
        proven += headers.size();
      }
    }
    assertThat(proven).isGreaterThan(10);
  }
}
