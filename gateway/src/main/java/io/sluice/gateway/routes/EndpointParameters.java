package io.sluice.gateway.routes;

import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import io.sluice.gateway.options.Secrets;
import io.sluice.gateway.options.SourceFile;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads an endpoint's parameters by the rules of every options record. */
final class EndpointParameters {
  private EndpointParameters() {}

  /**
   * The parameters as their record.
   *
   * @throws IllegalArgumentException with every problem, one a line
   */
  static <P extends Record> P read(String uri, Map<String, String> given, Class<P> type) {
    Problems problems = new Problems();
    RecordReader reader = new RecordReader(problems, Secrets.none());
    return reader
        .read(new SourceFile(uri, uri), given, type)
        .orElseThrow(() -> new IllegalArgumentException(uri + ": " + said(problems)));
  }

  private static String said(Problems problems) {
    return problems.sorted().stream().map(Problem::message).collect(Collectors.joining("; "));
  }
}
