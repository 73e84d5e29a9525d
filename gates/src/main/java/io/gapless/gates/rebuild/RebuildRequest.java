package io.gapless.gates.rebuild;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gapless.gates.check.Profile;
import io.gapless.gates.market.Deployment;
import java.util.List;

/// What is to be rebuilt, and what it is judged by.
///
/// @param deployment the market
/// @param profile that has to hold before readers see it
/// @param jobs that loaded the chain; empty: all jobs of it
/// @param force whether far fewer rows than before are no reason to stop
/// @param cause what asks for it, so that it is not begun twice for one cause; empty: a person
/// @param watchSeconds how often what is loaded is judged until the jobs are complete; 0: never
public record RebuildRequest(Deployment deployment, Profile profile, List<String> jobs,
    boolean force, String cause, long watchSeconds) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Takes a copy.
  public RebuildRequest { jobs = List.copyOf(jobs); }

  /// As text that [#parse] reads.
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Reads [#json].
  ///
  /// @throws IllegalArgumentException where it is not right
  public static RebuildRequest parse(String json) {
    try {
      return JSON.readValue(json, RebuildRequest.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a request for a rebuild: "
          + e.getOriginalMessage(), e);
    }
  }

  /// The same for the jobs that were completed.
  RebuildRequest of(List<String> completed, String why) {
    return new RebuildRequest(deployment, profile, completed, force, why, watchSeconds);
  }

  /// The profile, less what is forced.
  Profile judgedBy() {
    return force ? profile.without("row_count_guard") : profile;
  }
}
