package io.sluice.analytics.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TallyTest {
  private static final long SECOND = 1_000_000_000L;

  /** F for a faulty row, A for an alarm, B for both, . for neither; a second each. */
  private static Figures count(String rows) {
    Tally tally = new Tally(SECOND);
    for (int i = 0; i < rows.length(); i++) {
      char one = rows.charAt(i);
      tally.row(i * SECOND, true, one == 'F' || one == 'B', one == 'A' || one == 'B');
    }
    return tally.figures();
  }

  @Test
  void rowsEventsAndDelaysAreCountedAgainstTheLabels() {
    Figures figures = count("..AA...FFBBA...FF..");
    assertThat(figures.rows()).isEqualTo(19);
    assertThat(figures.alarms()).isEqualTo(2);
    assertThat(figures.falseAlarms()).isEqualTo(1);
    assertThat(figures.f1()).hasValue(2.0 * 2 / (2 * 2 + 3 + 4));
    assertThat(figures.far()).hasValue(3.0 / 13);
    assertThat(figures.mar()).hasValue(4.0 / 6);
    assertThat(figures.events()).isEqualTo(2);
    assertThat(figures.eventsFound()).isEqualTo(1);
    assertThat(figures.meanDelayRows()).hasValue(2);
    assertThat(figures.meanDelaySeconds()).hasValue(2);
    assertThat(figures.falseAlarmsPerHour().getAsDouble()).isCloseTo(3600.0 / 13, within(1e-9));
  }

  @Test
  void anAlarmThatStandsWhenTheFaultBeginsHasFoundItAtOnce() {
    Figures figures = count(".ABB.");
    assertThat(figures.eventsFound()).isEqualTo(1);
    assertThat(figures.meanDelayRows()).hasValue(0);
    assertThat(figures.falseAlarms()).isZero();
  }

  @Test
  void anAlarmAtTheEndOfTheFileIsCounted() {
    assertThat(count("...AA").falseAlarms()).isEqualTo(1);
    assertThat(count("...AA").alarms()).isEqualTo(1);
  }

  @Test
  void whatCannotBeSaidIsEmpty() {
    Figures figures = count("....");
    assertThat(figures.f1()).isEmpty();
    assertThat(figures.mar()).isEmpty();
    assertThat(figures.meanDelaySeconds()).isEmpty();
    assertThat(figures.far()).hasValue(0);
    assertThat(Figures.NONE.falseAlarmsPerWeek()).isEmpty();
  }

  @Test
  void filesArePooledByRows() {
    Figures pooled = count("AA..").plus(count("FFFFBBBB"));
    assertThat(pooled.rows()).isEqualTo(12);
    assertThat(pooled.f1()).hasValue(2.0 * 4 / (2 * 4 + 2 + 4));
    assertThat(pooled.far()).hasValue(0.5);
  }
}
