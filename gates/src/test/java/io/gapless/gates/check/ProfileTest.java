package io.gapless.gates.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapless.gates.check.Gate.Stage;
import io.gapless.gates.check.GateResult.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {

  @Test
  void judgesByTheWorstOfTheLimitsThatAreBroken() {
    var limits = Limit.parse("fail >= 0.80; warn >= 0.9; warn <= 0.99");

    assertThat(GateCheck.judge(limits, OptionalDouble.of(0.95))).isEqualTo(Outcome.PASSED);
    assertThat(GateCheck.judge(limits, OptionalDouble.of(0.85))).isEqualTo(Outcome.WARNED);
    assertThat(GateCheck.judge(limits, OptionalDouble.of(1))).isEqualTo(Outcome.WARNED);
    assertThat(GateCheck.judge(limits, OptionalDouble.of(0.79))).isEqualTo(Outcome.FAILED);
    assertThat(GateCheck.judge(limits, OptionalDouble.of(Double.NaN))).isEqualTo(Outcome.FAILED);
    assertThat(GateCheck.judge(limits, OptionalDouble.empty())).isEqualTo(Outcome.NOT_EVALUATED);
    assertThat(GateCheck.judge(Limit.parse("fail <= 0"), OptionalDouble.of(0)))
        .isEqualTo(Outcome.PASSED);
  }

  @Test
  void readsAUsersProfile(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("mine.properties"),
        "worst_market = fail <= 0.5\nparameter.min_usd = 7\n");

    var profile = Profile.named(file.toString());

    assertThat(profile.name()).isEqualTo("mine");
    assertThat(profile.parameters()).containsEntry("min_usd", "7");
    assertThat(profile.without("worst_market").limits()).isEmpty();
  }

  @Test
  void saysWhatIsWrongInAProfile() {
    assertThatThrownBy(() -> Profile.parse("mine", "worst_market = <= 5 %"))
        .hasMessageContaining("mine: worst_market: '<= 5 %' is no limit such as");
    assertThatThrownBy(() -> Profile.named("severe"))
        .hasMessage("'severe' is neither strict nor relaxed nor a file with a profile");
  }

  @Test
  void hasAGateForEveryLimitOfItsProfiles() {
    var names = GateFiles.load(Optional.empty()).stream().map(Gate::name).toList();

    assertThat(names).containsAll(Profile.strict().limits().keySet());
    assertThat(names).containsAll(Profile.relaxed().limits().keySet());
    assertThat(Profile.strict().limits().keySet()).containsAll(names);
  }

  @Test
  void findsAUsersGates(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("whales.sql"),
        "-- Nobody owns it all.\n-- stage: profits\nSELECT 1 AS value");

    assertThat(GateFiles.load(Optional.of(folder)))
        .filteredOn(gate -> gate.name().equals("whales")).singleElement()
        .satisfies(gate -> assertThat(gate.why()).isEqualTo("Nobody owns it all."))
        .satisfies(gate -> assertThat(gate.stage()).isEqualTo(Stage.PROFITS));
    assertThatThrownBy(() -> GateFiles.parse("whales", "SELECT 1 AS value"))
        .hasMessageContaining("does not begin with a comment that says why");
    assertThatThrownBy(() -> GateFiles.parse("whales", "-- Why.\n-- stage: later\nSELECT 1"))
        .hasMessageContaining("'later' is none of the stages");
  }
}
