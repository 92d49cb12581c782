package io.sluice.gateway.backtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.analytics.backtest.AlarmReport;
import io.sluice.analytics.backtest.BacktestReport;
import io.sluice.analytics.backtest.DetectorReport;
import io.sluice.analytics.backtest.Figures;
import io.sluice.analytics.backtest.FileReport;
import java.util.Map;
import java.util.OptionalDouble;

/** A backtest's report as one object, for programs and for a later comparison. */
public final class BacktestJson {
  private BacktestJson() {}

  public static ObjectNode of(BacktestReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode files = json.putArray("files");
    report.files().forEach(file -> files.add(of(file)));
    json.set("total", of(report.total(), report.labelled()));
    return json;
  }

  private static ObjectNode of(FileReport file) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("file", file.file().toString()).put("result", file.result());
    json.put("trainRows", file.trainRows()).put("leftOutRows", file.leftOutRows());
    ArrayNode tags = json.putArray("tags");
    file.tags().forEach(tags::add);
    ArrayNode notes = json.putArray("notes");
    file.notes().forEach(notes::add);
    json.setAll(of(file.combined(), file.labelled()));
    ArrayNode detectors = json.putArray("detectors");
    file.detectors().forEach(one -> detectors.add(of(one, file.labelled())));
    return json;
  }

  private static ObjectNode of(DetectorReport detector, boolean labelled) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", detector.name());
    json.setAll(of(detector.figures(), labelled));
    ObjectNode verdicts = json.putObject("rowsByVerdict");
    detector.verdicts().forEach((verdict, rows) -> verdicts.put(verdict.label(), rows));
    ObjectNode parameters = json.putObject("parameters");
    detector.parameters().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(one -> parameters.put(one.getKey(), one.getValue()));
    ArrayNode alarms = json.putArray("firstAlarms");
    detector.alarms().forEach(alarm -> alarms.add(of(alarm)));
    return json;
  }

  private static ObjectNode of(AlarmReport alarm) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("firstRow", alarm.firstRow());
    if (alarm.lastRow() >= 0) {
      json.put("lastRow", alarm.lastRow());
    }
    if (!alarm.time().isEmpty()) {
      json.put("time", alarm.time());
    }
    json.put("score", alarm.score());
    ArrayNode because = json.putArray("because");
    alarm.because().forEach(because::add);
    return json;
  }

  private static ObjectNode of(Figures figures, boolean labelled) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("rows", figures.rows()).put("verdicts", figures.verdicts());
    json.put("alarms", figures.alarms()).put("alarmRows", figures.alarmRows());
    json.put("falseAlarms", figures.falseAlarms());
    put(json, "falseAlarmsPerHour", figures.falseAlarmsPerHour());
    put(json, "falseAlarmsPerWeek", figures.falseAlarmsPerWeek());
    if (labelled) {
      put(json, "f1", figures.f1());
      put(json, "far", figures.far());
      put(json, "mar", figures.mar());
      json.put("events", figures.events()).put("eventsFound", figures.eventsFound());
      put(json, "meanDelayRows", figures.meanDelayRows());
      put(json, "meanDelaySeconds", figures.meanDelaySeconds());
    }
    return json;
  }

  private static void put(ObjectNode json, String name, OptionalDouble value) {
    value.ifPresent(number -> json.put(name, number));
  }
}
