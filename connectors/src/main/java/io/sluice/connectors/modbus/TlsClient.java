package io.sluice.connectors.modbus;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/**
 * The client side of Modbus/TCP Security (V3.6): TLS 1.2 or 1.3, the device's certificate always
 * checked, our own shown where there is one. Files are read anew for each connection, so renewed
 * certificates are taken up by a reconnect.
 */
final class TlsClient {
  private final SslContext context;
  private final boolean checkHost;

  private TlsClient(SslContext context, boolean checkHost) {
    this.context = context;
    this.checkHost = checkHost;
  }

  /**
   * Reads the certificates.
   *
   * @throws IOException saying which file is wrong
   */
  static TlsClient of(ModbusOptions.Tls tls) throws IOException {
    File ca = readable("ca", tls.ca());
    SslContextBuilder builder =
        SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols("TLSv1.3", "TLSv1.2");
    String certificate = tls.certificate();
    String key = tls.key();
    try {
      builder.trustManager(ca);
    } catch (IllegalArgumentException wrong) {
      throw new IOException("ca is " + tls.ca() + ", which holds no certificate in PEM", wrong);
    }
    if (certificate != null && key != null) {
      try {
        builder.keyManager(readable("certificate", certificate), readable("key", key));
      } catch (IllegalArgumentException wrong) {
        throw new IOException(
            certificate + " and " + key + " are no certificate and key in PEM (PKCS#8)", wrong);
      }
    }
    return built(builder, tls);
  }

  SslHandler handler(ByteBufAllocator buffers, ModbusUrl url, Duration timeout) {
    SslHandler handler = context.newHandler(buffers, url.host(), url.port());
    SSLEngine engine = handler.engine();
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm(checkHost ? "HTTPS" : null);
    engine.setSSLParameters(parameters);
    handler.setHandshakeTimeoutMillis(timeout.toMillis());
    return handler;
  }

  private static TlsClient built(SslContextBuilder builder, ModbusOptions.Tls tls)
      throws IOException {
    try {
      return new TlsClient(builder.build(), tls.host() == ModbusOptions.HostName.CHECKED);
    } catch (SSLException wrong) {
      throw new IOException("the certificates of tls cannot be used", wrong);
    }
  }

  private static File readable(String option, String path) throws IOException {
    File file = new File(path);
    if (!file.canRead()) {
      throw new IOException(option + " is " + path + ", which cannot be read");
    }
    return file;
  }
}
