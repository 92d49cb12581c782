package io.sluice.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderColumnsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Temperature",
        "Thermocouple",
        "bearing_temp",
        "TempOut",
        "Öltemperatur",
        "Temperatura 2",
        "TIC-101.PV",
        "LT 3",
        "Füllstand",
        "tank level",
        "Outlet [°C]",
        "x (degC)"
      })
  void temperaturesAndLevelsAreSlow(String name) {
    assertThat(kind(name)).isEqualTo(Column.Kind.THERMAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accelerometer1RMS",
        "Volume Flow RateRMS",
        "Voltage",
        "Total feed",
        "Tempo",
        "template",
        "xmeas_9",
        "TV-101",
        "Current Phase 1",
        "Particle count",
        "Pressure [bar]",
        "42",
        "спутник"
      })
  void whatNothingIsKnownOfIsAProcessQuantity(String name) {
    assertThat(kind(name)).isEqualTo(Column.Kind.PROCESS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Speed SP", "setpoint", "Set Point 1", "TIC101.SP", "Sollwert Druck"})
  void setpointsAreTold(String name) {
    assertThat(kind(name)).isEqualTo(Column.Kind.SETPOINT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Energy [kWh]", "Operating hours", "FlowTotalizer", "Zähler", "runtime"})
  void countersAreTold(String name) {
    assertThat(kind(name)).isEqualTo(Column.Kind.COUNTER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pump/state", "Mode", "machine_status", "Betriebsart"})
  void modesAreTold(String name) {
    assertThat(kind(name)).isEqualTo(Column.Kind.MODE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pressure [bar]", "Pressure (bar)"})
  void theUnitIsReadFromBracketsAndTheTagKeepsItsName(String name) {
    assertThat(HeaderColumns.of(List.of(name)))
        .containsExactly(Column.of(name, "bar", Column.Kind.PROCESS));
  }

  private static Column.Kind kind(String name) {
    return HeaderColumns.of(List.of(name)).get(0).kind();
  }
}
