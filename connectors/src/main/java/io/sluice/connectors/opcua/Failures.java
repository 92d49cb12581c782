package io.sluice.connectors.opcua;

import io.sluice.connectors.link.PlainFault;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;

/** Milo's failures as status codes and plain sentences. */
final class Failures {
  private Failures() {}

  static io.sluice.connectors.StatusCode status(StatusCode status) {
    return new io.sluice.connectors.StatusCode((int) status.getValue());
  }

  /** Name of a status code. */
  static String name(StatusCode status) {
    return StatusCodes.lookup(status.getValue())
        .map(names -> names[0])
        .orElseGet(() -> status(status).toString());
  }

  /** Whether the session or the connection under it is gone. */
  static boolean broken(StatusCode status) {
    long code = status.getValue();
    return code == StatusCodes.Bad_ConnectionClosed
        || code == StatusCodes.Bad_SecureChannelClosed
        || code == StatusCodes.Bad_SecureChannelIdInvalid
        || code == StatusCodes.Bad_SessionClosed
        || code == StatusCodes.Bad_SessionIdInvalid
        || code == StatusCodes.Bad_Shutdown;
  }

  /** Whether a server will say so again and again. */
  static boolean denied(StatusCode status) {
    long code = status.getValue();
    return code == StatusCodes.Bad_UserAccessDenied
        || code == StatusCodes.Bad_ServiceUnsupported
        || code == StatusCodes.Bad_NotImplemented
        || code == StatusCodes.Bad_NotSupported
        || code == StatusCodes.Bad_InsufficientClientProfile;
  }

  /** Whether the server knows us and does not take this user. */
  static boolean userRefused(Throwable failure) {
    long code = UaException.extractStatusCode(failure).orElse(StatusCode.GOOD).getValue();
    return code == StatusCodes.Bad_UserAccessDenied
        || code == StatusCodes.Bad_IdentityTokenRejected
        || code == StatusCodes.Bad_IdentityTokenInvalid;
  }

  /** One sentence; a status code the server or Milo gave is named at its end. */
  static String sentence(Throwable failure) {
    for (Throwable one = failure; one != null; one = one.getCause()) {
      if (one instanceof UntrustedServerException untrusted) {
        return untrusted.sentence();
      }
    }
    Throwable inner = failure;
    while (inner.getCause() != null
        && (inner instanceof CompletionException
            || inner instanceof ExecutionException
            || inner instanceof UaException)) {
      inner = inner.getCause();
    }
    return inner instanceof UaException refusal
        ? meaning(refusal.getStatusCode())
        : PlainFault.sentence(inner, "the server");
  }

  private static String meaning(StatusCode status) {
    String name = name(status);
    String words =
        switch (name) {
          case "Bad_TcpEndpointUrlInvalid" ->
              "the server has no endpoint at this URL; check its path";
          case "Bad_ConnectionClosed", "Bad_SecureChannelClosed", "Bad_SessionClosed" ->
              "the server closed the connection";
          case "Bad_ConnectionRejected", "Bad_TcpServerTooBusy", "Bad_TooManySessions" ->
              "the server takes no further connection";
          case "Bad_Timeout", "Bad_RequestTimeout" -> "no answer in time";
          case "Bad_UserAccessDenied", "Bad_IdentityTokenRejected", "Bad_IdentityTokenInvalid" ->
              "the server does not accept this user or password";
          case "Bad_SecurityChecksFailed", "Bad_CertificateUntrusted" ->
              "the server does not trust this client's certificate, or the security does not match";
          default -> "";
        };
    return words.isEmpty() ? name : words + " (" + name + ")";
  }
}
