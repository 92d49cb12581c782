package io.sluice.analytics.detectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * JMH in a JVM of its own: it serialises what it measured between its processes, which the JVM of
 * our tests forbids.
 */
final class JmhRun {
  private final JsonNode results;

  private JmhRun(JsonNode results) {
    this.results = results;
  }

  /**
   * Runs all benchmarks of a class: 400 iterations, so short that the scheduler leaves some alone.
   */
  static JmhRun of(Class<?> benchmarks) throws IOException, InterruptedException {
    Path json = Files.createTempFile("jmh", ".json");
    List<String> command =
        Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.openjdk.jmh.Main",
                benchmarks.getName(),
                "-f 1",
                "-wi 10",
                "-w 200ms",
                "-i 400",
                "-r 3ms",
                "-rf json")
            .flatMap(
                part -> part.startsWith("-") ? Arrays.stream(part.split(" ")) : Stream.of(part))
            .toList();
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        command.stream(),
                        Stream.of(
                            "-rff",
                            json.toString(),
                            "-jvmArgs",
                            "-Xms64m -Xmx256m -XX:+UseSerialGC"))
                    .toList())
            .inheritIO()
            .start();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("JMH ended with " + process.exitValue());
      }
      return new JmhRun(new ObjectMapper().readTree(json.toFile()));
    } finally {
      process.destroy();
      Files.delete(json);
    }
  }

  /**
   * The twentieth part of the iterations was as fast or faster, nanoseconds an operation: what else
   * runs on the machine only adds.
   */
  double nanos(String benchmark, Map<String, String> parameters) {
    double[] iterations =
        StreamSupport.stream(
                one(benchmark, parameters)
                    .path("primaryMetric")
                    .path("rawData")
                    .path(0)
                    .spliterator(),
                false)
            .mapToDouble(JsonNode::asDouble)
            .sorted()
            .toArray();
    return iterations[iterations.length / 20];
  }

  private JsonNode one(String benchmark, Map<String, String> parameters) {
    return StreamSupport.stream(results.spliterator(), false)
        .filter(result -> result.path("benchmark").asText().endsWith("." + benchmark))
        .filter(
            result ->
                parameters.entrySet().stream()
                    .allMatch(
                        each ->
                            result
                                .path("params")
                                .path(each.getKey())
                                .asText()
                                .equals(each.getValue())))
        .findFirst()
        .orElseThrow();
  }
}
