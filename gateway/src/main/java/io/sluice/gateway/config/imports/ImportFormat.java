package io.sluice.gateway.config.imports;

/** Formats of tag lists that can be imported. */
public enum ImportFormat {
  /** Kepware's CSV: File, Export CSV at a device or tag group. */
  KEPWARE,
  /** Ignition's JSON: Export Tags in the tag browser. */
  IGNITION,
  /** A Telegraf configuration with inputs.modbus or inputs.opcua. */
  TELEGRAF,
  /** A table with our columns or similar ones, as spreadsheets save it. */
  CSV;

  TagSource source() {
    return switch (this) {
      case KEPWARE -> new KepwareCsv();
      case IGNITION -> new IgnitionJson();
      case TELEGRAF -> new TelegrafToml();
      case CSV -> new PlainCsv();
    };
  }
}
