package io.sluice.gateway.config.tests;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An expectation of something that happens at a time. */
public interface Timed {
  @Nullable TimeWindow within();

  @Nullable Duration before();

  @Nullable Duration after();

  /** When it must happen: {@code within}, or from {@code after} to {@code before}. */
  default TimeWindow window() {
    return Bounds.window(within(), before(), after());
  }
}
