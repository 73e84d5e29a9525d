package io.gapless.processes.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.processes.json.JsonViews;
import io.gapless.schemas.record.StepErrorKind;
import io.gapless.schemas.record.TaskStatus;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// The document and the server say the same.
class OpenApiTest {

  private final JsonNode document = read();
  private final List<Route> routes =
      new ProcessRoutes(new FakeProcesses(), List.of(), () -> "").all();

  private static JsonNode read() {
    try (var in = ProcessRoutes.class.getResourceAsStream("openapi.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void describesEveryRouteAndNoOther() {
    var described = new TreeSet<String>();
    document.get("paths").properties().forEach(path -> path.getValue().fieldNames()
        .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " "
            + path.getKey())));

    assertThat(described).containsExactlyInAnyOrderElementsOf(
        routes.stream().map(route -> route.method() + " " + route.path()).toList());
  }

  @Test
  void describesTheParametersOfEveryRoute() {
    for (Route route : routes) {
      var operation = document.get("paths").get(route.path())
          .get(route.method().toLowerCase(Locale.ROOT));
      var query = new HashSet<String>();
      var path = new HashSet<String>();
      for (JsonNode parameter : operation.path("parameters")) {
        var resolved = resolve(parameter);
        (resolved.get("in").textValue().equals("query") ? query : path)
            .add(resolved.get("name").textValue());
      }

      assertThat(query).as(route.path()).isEqualTo(route.parameters());
      assertThat(path).as(route.path()).isEqualTo(new HashSet<>(
          Arrays.stream(route.path().split("[{}]")).filter(part -> !part.contains("/")).toList()));
    }
  }

  @Test
  void everyReferenceLeadsSomewhereAndNoOperationHasAnothersName() {
    var names = document.findValuesAsText("operationId");

    assertThat(names).doesNotHaveDuplicates().hasSize(routes.size() + 1);
    visit(document, node -> {
      if (node.has("$ref")) {
        assertThat(resolve(node).isMissingNode()).as(node.toString()).isFalse();
      }
    });
  }

  @Test
  void namesEveryKindOfErrorAndEveryStatusOfATask() {
    assertThat(words("Kind/enum")).containsAll(
        Arrays.stream(StepErrorKind.values()).map(JsonViews::name).toList());
    assertThat(words("Task/properties/task_status/enum")).containsExactlyInAnyOrderElementsOf(
        Arrays.stream(TaskStatus.values()).map(JsonViews::name).toList());
  }

  private Set<String> words(String where) {
    var words = new HashSet<String>();
    document.at("/components/schemas/" + where).forEach(word -> words.add(word.textValue()));
    return words;
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private static void visit(JsonNode node, Consumer<JsonNode> visitor) {
    visitor.accept(node);
    node.forEach(child -> visit(child, visitor));
  }
}
