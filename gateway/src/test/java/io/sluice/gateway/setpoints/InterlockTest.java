package io.sluice.gateway.setpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.connectors.DataType;
import io.sluice.connectors.Tag;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InterlockTest {
  private static final Tag READY = Examples.reading("line-2/in", DataType.BOOL, "", 0, 1);
  private static final Tag RECIPE = Examples.reading("line-2/recipe", DataType.STRING, "", 0, 1);
  private static final List<Tag> TAGS =
      List.of(Examples.SPEED_SP, Examples.STATE, Examples.PRESSURE, READY, RECIPE);

  @ParameterizedTest
  @CsvSource({"3, 4.2, Open", "3, 6.0, Shut", "1, 4.2, Shut", "1, 9, Shut"})
  void theExampleSaysWhatItReads(double state, double pressure, String verdict) {
    Interlock interlock = Interlock.compile(Examples.INTERLOCK, TAGS);

    assertThat(
            interlock
                .evaluate(Examples.inputs(1000, state, pressure, 0))
                .getClass()
                .getSimpleName())
        .isEqualTo(verdict);
    assertThat(interlock.tags()).containsExactly(Examples.PRESSURE, Examples.STATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pump_1.state == 3",
        "pump_1.state == 3.0",
        "3 == pump_1.state",
        "!(pump_1.state != 3)",
        "pump_1.state >= 3 && pump_1.state <= 4 || exchanger.pressure > 100",
        "pump_1.state + 1 == 4 && -exchanger.pressure < 0",
        "exchanger.pressure * 2 / 4 - 1 < 3",
        "pump_1.state == 3 ? exchanger.pressure < 6 : false",
        "line_2.in_",
        "line_2.in_ && !false"
      })
  void wholeNumbersBooleansAndArithmeticWork(String text) {
    Inputs inputs =
        Inputs.of(
            Map.of(
                "pump-1/state", Examples.good(3, 0),
                "exchanger/pressure", Examples.good(4.2, 0),
                "line-2/in", Examples.good(1, 0)));

    assertThat(Interlock.compile(text, TAGS).evaluate(inputs))
        .isEqualTo(new Interlock.Verdict.Open());
  }

  @Test
  void aTagWithoutAValueGivesNoVerdictEvenWhereItWouldNotMatter() {
    Interlock interlock = Interlock.compile("pump_1.state == 3 || exchanger.pressure < 6", TAGS);
    Inputs half = Inputs.of(Map.of("pump-1/state", Examples.good(3, 0)));

    assertThat(interlock.evaluate(half))
        .isEqualTo(new Interlock.Verdict.Unknown("exchanger/pressure has no value"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pump_1.stat == 3                      | 1  | no tag is written pump_1.stat; did you mean pump_1.state?",
        "true && pump-1.state == 3             | 9  | no tag is written pump; did you mean pump_1.state?",
        "pump_1.state == 3 && exchange.pressure < 6 | 22 | no tag is written exchange.pressure; did you mean exchanger.pressure?",
        "pump_1.state == 'auto'                | 14 | '==' does not take (number, string)",
        "pump_1.state                          | 7  | expected type 'bool' but found 'number'",
        "pump_1.state ==                       | 16 | mismatched input",
        "pump_1.state && true                  | 14 | '&&' does not take (number, bool)",
        "line_2.recipe == 'a'                  | 1  | no tag is written line_2.recipe",
        "'a'.matches('(a+)+$')                 | 5  | 'matches' is not allowed here",
        "[1,2].all(x, x > 0)                   | 7  | 'all' is not allowed here",
        "size([1,2]) == 2                      | 1  | 'size' is not allowed here",
        "has(pump_1.state)                     | 1  | 'has' is not allowed here",
        "int(pump_1.state) == 3                | 1  | 'int' is not allowed here",
      })
  void aMistakeIsNamedWithItsColumn(String text, int column, String message) {
    InterlockException mistake =
        catchThrowableOfType(InterlockException.class, () -> Interlock.compile(text.strip(), TAGS));

    assertThat(mistake).isNotNull();
    assertThat(mistake.getMessage()).contains(message);
    assertThat(mistake.column()).as(mistake.getMessage()).isEqualTo(column);
  }

  @Test
  void hostileTextsEndQuickly() {
    List<String> hostile =
        List.of(
            "(".repeat(900),
            "!".repeat(900) + "true",
            "pump_1.state == 3 " + "&& pump_1.state == 3 ".repeat(40),
            "-".repeat(500) + "1 < 0",
            "a".repeat(5_000),
            "",
            "\u0000",
            "true".repeat(200));
    for (String text : hostile) {
      try {
        Interlock.compile(text, TAGS);
      } catch (InterlockException refused) {
        assertThat(refused.getMessage()).isNotBlank();
      }
    }
  }

  @Test
  void divisionByZeroOpensNothing() {
    Interlock interlock = Interlock.compile("1 / (exchanger.pressure - 4.2) < 5", TAGS);

    assertThat(interlock.evaluate(Examples.inputs(1, 3, 4.2, 0)))
        .isInstanceOf(Interlock.Verdict.Shut.class);
  }

  @Test
  void twoTagsWrittenAlikeAreAMistake() {
    Tag twin = Examples.reading("pump_1/state", DataType.UINT16, "", 0, 5);

    assertThatThrownBy(() -> Interlock.compile("true", List.of(Examples.STATE, twin)))
        .hasMessage("tags pump-1/state and pump_1/state are both written pump_1.state");
  }
}
