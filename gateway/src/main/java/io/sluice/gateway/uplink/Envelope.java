package io.sluice.gateway.uplink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One record as JSON for the wire. */
final class Envelope {
  private static final JsonFactory JSON = new JsonFactory();

  private Envelope() {}

  /** The record as UTF-8; its body goes in as it is. */
  static byte[] bytes(UplinkRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(record.body().length() + 160);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("id", record.id());
      json.writeStringField("stream", record.stream());
      json.writeNumberField("seq", record.sequence());
      json.writeStringField("kind", record.kind());
      json.writeStringField("time", record.time().toString());
      json.writeBooleanField("redelivered", record.redelivered());
      json.writeFieldName("body");
      json.writeRawValue(record.body());
      json.writeEndObject();
    } catch (IOException memoryOnly) {
      throw new UncheckedIOException(memoryOnly);
    }
    return bytes.toByteArray();
  }
}
