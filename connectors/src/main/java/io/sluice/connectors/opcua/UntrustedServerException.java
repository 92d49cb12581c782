package io.sluice.connectors.opcua;

import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;

/** The server did not prove who it is, or we cannot. */
final class UntrustedServerException extends UaException {
  private static final long serialVersionUID = 1L;

  private final String sentence;

  UntrustedServerException(String sentence) {
    super(StatusCodes.Bad_CertificateUntrusted, sentence);
    this.sentence = sentence;
  }

  /** For the user. */
  String sentence() {
    return sentence;
  }
}
