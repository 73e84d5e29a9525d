package io.gapless.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceArgumentsTest {

  @Test
  void readsServiceFolderAndPort() {
    var arguments = ServiceArguments.parse(
        new String[]{"kafka", "--data", "/data", "--port", "9092"});

    assertThat(arguments)
        .isEqualTo(new ServiceArguments(Service.KAFKA, Path.of("/data"), 9092, 128,
            Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"'',name a service", "zookeeper --data d,unknown service zookeeper",
      "kafka,--data DIR is missing", "kafka --data,--data needs a value",
      "kafka --data d --prot 1,unknown option --prot",
      "kafka --data d --port 70000,--port is not a number from 0 to 65535: 70000",
      "kafka --data d --port x,--port is not a number"})
  void namesWhatIsWrong(String line, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServiceArguments.parse(
            line.isEmpty() ? new String[0] : line.split(" ", -1)))
        .withMessageContaining(reason);
  }
}
