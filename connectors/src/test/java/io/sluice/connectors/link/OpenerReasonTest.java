package io.sluice.connectors.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class OpenerReasonTest {
  @Test
  void aCauseThatIsOnlyRepeatedSpeaksForItself() {
    Exception refused = new ConnectException("Connection refused: /127.0.0.1:4840");
    assertThat(Opener.reason(new ExecutionException(new IllegalStateException(refused))))
        .isEqualTo("Connection refused: /127.0.0.1:4840");
  }

  @Test
  void whatSaysMoreThanItsCauseIsKept() {
    assertThat(Opener.reason(new IllegalStateException("no such node", new Exception("x"))))
        .isEqualTo("no such node");
  }
}
