package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What is written is read back, and what is late, withdrawn or too large is never sent. */
public abstract class WriteContract extends ReadContract {
  @Test
  void aWriteIsReadBack() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    assertThat(get(connector.write(request(1200, soon()))))
        .isInstanceOfSatisfying(
            WriteResult.Confirmed.class,
            confirmed -> assertThat(confirmed.readBack()).isCloseTo(1200, within(0.01)));
    heard.awaitScan(
        "the new value", scan -> at(scan, WRITABLE) >= 0 && value(scan, WRITABLE) == 1200);
  }

  @Test
  void aLateWriteIsNeverSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    assertThat(get(connector.write(request(1300, clock.nanoTime() - 1))))
        .isEqualTo(new WriteResult.Expired());
    assertThat(get(connector.read(List.of(tag(WRITABLE)))).value(0)).isEqualTo(900);
  }

  @Test
  void aWriteWhosePermitWasWithdrawnIsNeverSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    WritePermit permit = new WritePermit();
    permit.withdraw();

    assertThat(get(connector.write(request(1300, soon()).under(permit))))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(StatusCode.BAD_SHUTDOWN);
              assertThat(failed.sent()).isFalse();
            });
    assertThat(get(connector.read(List.of(tag(WRITABLE)))).value(0)).isEqualTo(900);
  }

  @Test
  void withdrawingAPermitDecidesOnceWhetherAWriteIsSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);
    double held = 900;
    for (int i = 1; i <= 50; i++) {
      double wanted = 900 + i;
      WritePermit permit = new WritePermit();
      CompletionStage<WriteResult> end = connector.write(request(wanted, soon()).under(permit));
      if (i % 2 == 0) {
        Thread.onSpinWait();
      }
      permit.withdraw();

      WriteResult result = get(end);
      boolean unsent = result instanceof WriteResult.Failed failed && !failed.sent();
      held = unsent ? held : wanted;
      assertThat(get(connector.read(List.of(tag(WRITABLE)))).value(0)).isEqualTo(held);
    }
  }

  @Test
  void aWriteThatDoesNotFitTheWireIsNeverSent() throws Exception {
    startPeer();
    connector.start(heard);
    heard.awaitScan("a good scan", this::complete);

    assertThat(get(connector.write(request(1e300, soon()))))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(StatusCode.BAD_OUT_OF_RANGE);
              assertThat(failed.sent()).isFalse();
            });
  }

  @Test
  void nothingIsSentWhileOffline() throws Exception {
    connector.start(heard);
    heard.awaitState(ConnectionState.BACKOFF);

    assertThat(get(connector.write(request(1200, soon()))))
        .isInstanceOfSatisfying(
            WriteResult.Failed.class, failed -> assertThat(failed.sent()).isFalse());
    assertThat(get(connector.read(List.of(tag(FLOAT)))).status(0))
        .isEqualTo(StatusCode.BAD_NOT_CONNECTED.code());
  }
}
