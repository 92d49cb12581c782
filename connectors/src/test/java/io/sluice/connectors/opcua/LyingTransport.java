package io.sluice.connectors.opcua;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.security.CertificateManager;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.transport.server.ServerApplicationContext;
import org.eclipse.milo.opcua.stack.transport.server.ServiceRequestContext;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;

/** A server's transport whose answers a test may change. */
final class LyingTransport extends OpcTcpServerTransport {
  private final Supplier<Lie> lie;

  /** What becomes of one request. */
  interface Lie {
    Lie HONEST = (request, context, honest) -> honest.get();

    /**
     * The answer.
     *
     * @param honest lets the server answer
     */
    CompletableFuture<UaResponseMessageType> answer(
        UaRequestMessageType request,
        ServiceRequestContext context,
        Supplier<CompletableFuture<UaResponseMessageType>> honest);
  }

  LyingTransport(Supplier<Lie> lie) {
    super(OpcTcpServerTransportConfig.newBuilder().build());
    this.lie = lie;
  }

  @Override
  public synchronized void bind(ServerApplicationContext context, InetSocketAddress address)
      throws Exception {
    super.bind(new Context(context, lie), address);
  }

  private record Context(ServerApplicationContext server, Supplier<Lie> lie)
      implements ServerApplicationContext {
    @Override
    public List<EndpointDescription> getEndpointDescriptions() {
      return server.getEndpointDescriptions();
    }

    @Override
    public CertificateManager getCertificateManager() {
      return server.getCertificateManager();
    }

    @Override
    public EncodingContext getEncodingContext() {
      return server.getEncodingContext();
    }

    @Override
    public Long getNextSecureChannelId() {
      return server.getNextSecureChannelId();
    }

    @Override
    public Long getNextSecureChannelTokenId() {
      return server.getNextSecureChannelTokenId();
    }

    @Override
    public CompletableFuture<UaResponseMessageType> handleServiceRequest(
        ServiceRequestContext context, UaRequestMessageType request) {
      return lie.get()
          .answer(request, context, () -> server.handleServiceRequest(context, request));
    }
  }
}
