package io.sluice.connectors.opcua;

import io.sluice.connectors.Tag;
import io.sluice.connectors.TagGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.builtin.ByteString;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryData;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadResult;
import org.eclipse.milo.opcua.stack.core.types.structured.HistoryReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadRawModifiedDetails;
import org.eclipse.milo.opcua.stack.core.util.Lists;
import org.jspecify.annotations.Nullable;

/**
 * What a server's history tells of a time in which nobody listened (OPC 10000-11, 6.5.3: raw values
 * with a start, an end and no bounds). Bounded in values, in requests and in time; tags without a
 * history cost one question. Blocking; for one thread.
 */
final class History {
  /** Values in one answer for one tag. */
  private static final int PART = 1_000;

  /** Values for all tags together: some 30 MB. */
  private static final int MOST_VALUES = 500_000;

  private final OpcUaClient client;
  private final Nodes nodes;
  private final ServerLimits limits;
  private final long deadline;
  private final LongSupplier clock;

  /**
   * What was found.
   *
   * @param values of the tags by index, each in the order of its source times
   * @param cut true where there may be more, and the bounds were reached
   */
  record Found(Map<Integer, List<DataValue>> values, boolean cut) {}

  private record Question(int tag, NodeId node, @Nullable ByteString from) {
    HistoryReadValueId id() {
      return new HistoryReadValueId(
          node, null, QualifiedName.NULL_VALUE, from == null ? ByteString.NULL_VALUE : from);
    }
  }

  /**
   * Asks nothing yet.
   *
   * @param deadline when to stop, by {@code clock}, in nanoseconds
   */
  History(SubscribedSession.Server server, LongSupplier clock, long deadline) {
    this.client = server.client();
    this.nodes = server.nodes();
    this.limits = server.limits();
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Raw values of the group's tags from after one time to before another. */
  Found between(TagGroup group, DateTime from, DateTime to)
      throws ExecutionException, InterruptedException {
    List<Question> questions = new ArrayList<>();
    for (int tag = 0; tag < group.tags().size(); tag++) {
      Tag asked = group.tags().get(tag);
      NodeId node = nodes.node(asked);
      if (node != null) {
        questions.add(new Question(tag, node, null));
      }
    }
    Map<Integer, List<DataValue>> found = new TreeMap<>();
    int values = 0;
    ReadRawModifiedDetails details =
        new ReadRawModifiedDetails(false, from, to, Unsigned.uint(PART), false);
    while (!questions.isEmpty() && values < MOST_VALUES && clock.getAsLong() - deadline < 0) {
      List<HistoryReadResult> results = ask(details, questions);
      List<Question> more = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        Question question = questions.get(i);
        values += take(results.get(i), found, question.tag());
        ByteString next = results.get(i).getContinuationPoint();
        if (next != null && !next.isNullOrEmpty()) {
          more.add(new Question(question.tag(), question.node(), next));
        }
      }
      questions = more;
    }
    release(details, questions);
    return new Found(found, !questions.isEmpty());
  }

  private List<HistoryReadResult> ask(ReadRawModifiedDetails details, List<Question> questions)
      throws ExecutionException, InterruptedException {
    try {
      return new Portions<Question, HistoryReadResult>(
              limits.histories(),
              some ->
                  client
                      .historyReadAsync(
                          details,
                          TimestampsToReturn.Both,
                          false,
                          some.stream().map(Question::id).toList())
                      .thenApply(answer -> Lists.ofNullable(answer.getResults())),
              status -> new HistoryReadResult(status, ByteString.NULL_VALUE, null))
          .of(questions)
          .get(Math.max(1, deadline - clock.getAsLong()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      HistoryReadResult none =
          new HistoryReadResult(
              new StatusCode(StatusCodes.Bad_Timeout), ByteString.NULL_VALUE, null);
      return Collections.nCopies(questions.size(), none);
    }
  }

  private int take(HistoryReadResult result, Map<Integer, List<DataValue>> found, int tag) {
    ExtensionObject data = result.getHistoryData();
    if (result.getStatusCode().isBad() || data == null) {
      return 0;
    }
    try {
      if (data.decode(client.getStaticEncodingContext()) instanceof HistoryData history
          && history.getDataValues() != null) {
        List<DataValue> values = Arrays.asList(history.getDataValues());
        found.computeIfAbsent(tag, any -> new ArrayList<>()).addAll(values);
        return values.size();
      }
    } catch (UaSerializationException unreadable) {
      return 0;
    }
    return 0;
  }

  /** The server keeps what is left behind a continuation point until it is told otherwise. */
  private void release(ReadRawModifiedDetails details, List<Question> questions) {
    if (!questions.isEmpty()) {
      var unused =
          client.historyReadAsync(
              details,
              TimestampsToReturn.Both,
              true,
              questions.stream().map(Question::id).toList());
    }
  }
}
