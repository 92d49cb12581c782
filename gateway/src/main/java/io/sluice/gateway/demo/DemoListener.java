package io.sluice.gateway.demo;

import io.sluice.gateway.Gateway;
import java.time.Duration;

/** Who shows the demonstration to a person. Calls come on the script's loop or the main thread. */
public interface DemoListener {
  /** Something begins, in one sentence. */
  void scene(String what);

  /** The gateway runs. */
  void begins(Gateway gateway);

  /** About twenty times a second while it runs. */
  void look(Gateway gateway, Duration left);
}
