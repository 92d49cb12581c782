package io.sluice.gateway.replay.tests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes outcomes as JUnit XML, in the form of Maven's Surefire, for build servers. */
public final class JUnitReport {
  private static final String UTF_8 = "UTF-8";

  private JUnitReport() {}

  /**
   * Writes one file with a suite for each test file.
   *
   * @throws IOException where it cannot be written
   */
  public static void write(Path to, List<TestOutcome> outcomes) throws IOException {
    Path folder = to.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    try (OutputStream out = Files.newOutputStream(to)) {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out, UTF_8);
      xml.writeStartDocument(UTF_8, "1.0");
      xml.writeStartElement("testsuites");
      counts(xml, outcomes);
      for (Map.Entry<Path, List<TestOutcome>> file : byFile(outcomes).entrySet()) {
        suite(xml, file.getKey(), file.getValue());
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException unwritable) {
      throw new IOException("the report cannot be written: " + unwritable.getMessage(), unwritable);
    }
  }

  private static Map<Path, List<TestOutcome>> byFile(List<TestOutcome> outcomes) {
    Map<Path, List<TestOutcome>> files = new LinkedHashMap<>();
    outcomes.forEach(
        one -> files.computeIfAbsent(one.test().file(), file -> new ArrayList<>()).add(one));
    return files;
  }

  private static void suite(XMLStreamWriter xml, Path file, List<TestOutcome> outcomes)
      throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", file.toString());
    counts(xml, outcomes);
    xml.writeAttribute("skipped", "0");
    for (TestOutcome outcome : outcomes) {
      testcase(xml, outcome);
    }
    xml.writeEndElement();
  }

  private static void counts(XMLStreamWriter xml, List<TestOutcome> outcomes)
      throws XMLStreamException {
    long errors = outcomes.stream().filter(one -> one.broken() != null).count();
    long failures = outcomes.stream().filter(one -> one.broken() == null && !one.good()).count();
    Duration time =
        outcomes.stream().map(TestOutcome::wallTime).reduce(Duration.ZERO, Duration::plus);
    xml.writeAttribute("tests", Integer.toString(outcomes.size()));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", Long.toString(errors));
    xml.writeAttribute("time", seconds(time));
  }

  private static void testcase(XMLStreamWriter xml, TestOutcome outcome) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", clean(outcome.test().name()));
    xml.writeAttribute("classname", outcome.test().file().toString());
    xml.writeAttribute("time", seconds(outcome.wallTime()));
    if (outcome.broken() != null) {
      trouble(xml, "error", outcome.test().at() + "  " + outcome.broken());
    } else if (!outcome.good()) {
      StringBuilder text = new StringBuilder();
      for (Miss miss : outcome.misses()) {
        text.append(miss.at())
            .append("  expected ")
            .append(miss.expected())
            .append("\n  received ")
            .append(miss.received())
            .append('\n');
      }
      trouble(xml, "failure", text.toString());
    }
    xml.writeEndElement();
  }

  private static void trouble(XMLStreamWriter xml, String element, String text)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("message", clean(text.lines().findFirst().orElse("")));
    xml.writeAttribute("type", element.equals("error") ? "broken" : "expectation");
    xml.writeCharacters(clean(text));
    xml.writeEndElement();
  }

  /** What XML 1.0 cannot hold becomes the replacement character. */
  private static String clean(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "\uFFFD");
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.3f", time.toNanos() / 1e9);
  }
}
