package io.sluice.connectors.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong on the way to a peer, in the plant's words: no class name, no stack. */
public final class PlainFault {
  private static final int DEEPEST = 20;
  private static final int LONGEST = 400;
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\b(?:[a-z_][\\w$]*\\.)+[A-Z][\\w$]*(?:@[0-9a-f]+)?(?:\\[[^\\]]*])?:?\\s*"
              + "|\\b[A-Z][A-Za-z0-9$]*(?:Exception|Error)\\b:?\\s*");

  private PlainFault() {}

  /**
   * One sentence.
   *
   * @param peer what is at the other end: {@code the PLC}, {@code the server}
   */
  public static String sentence(Throwable failure, String peer) {
    List<Throwable> chain = chain(failure);
    for (Throwable one : chain) {
      String known = known(one, peer);
      if (known != null) {
        return known;
      }
    }
    String said = "";
    for (Throwable one : chain) {
      boolean wrapper = one instanceof ExecutionException || one instanceof CompletionException;
      String message = wrapper || bug(one) ? "" : cleaned(one.getMessage());
      said = message.isEmpty() || !said.isEmpty() ? said : message;
    }
    return said.isEmpty() ? "the driver failed with what " + peer + " sent" : said;
  }

  private static @Nullable String known(Throwable failure, String peer) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (failure instanceof NoRouteToHostException || message.contains("unreachable")) {
      return "no route to the host";
    }
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return "the host name is not known";
    }
    if (failure instanceof ConnectException || failure instanceof SocketTimeoutException) {
      return message.contains("refused") ? "connection refused" : "no answer to connect";
    }
    boolean closed =
        failure instanceof ClosedChannelException
            || failure instanceof RejectedExecutionException
            || (failure instanceof IOException
                && (message.contains("reset")
                    || message.contains("broken pipe")
                    || message.contains("closed")));
    if (closed) {
      return peer + " closed the connection";
    }
    return failure instanceof TimeoutException && failure.getMessage() == null
        ? "no answer in time"
        : null;
  }

  /** The driver's own mistakes; their messages speak of its code. */
  private static boolean bug(Throwable failure) {
    return failure instanceof NullPointerException
        || failure instanceof ClassCastException
        || failure instanceof IndexOutOfBoundsException
        || failure instanceof UnsupportedOperationException;
  }

  private static String cleaned(@Nullable String message) {
    if (message == null) {
      return "";
    }
    String line = message.strip().lines().findFirst().orElse("");
    String plain = CLASS_NAME.matcher(line).replaceAll("").strip();
    return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable one = failure; one != null && chain.size() < DEEPEST; one = one.getCause()) {
      chain.add(one);
    }
    return chain;
  }
}
