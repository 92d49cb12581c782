package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.SourceFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says once for a file and an index that OPC UA namespaces by index can move. */
final class NamespaceNote {
  private static final Pattern BY_INDEX = Pattern.compile("ns=([0-9]{1,5});.*");

  private NamespaceNote() {}

  static void note(Harvest into, SourceFile file, String address) {
    Matcher index = BY_INDEX.matcher(address);
    if (index.matches() && !index.group(1).equals("0")) {
      into.once(
          file,
          Code.NAMESPACE_INDEX,
          "addresses begin with ns="
              + index.group(1)
              + ", and this index can move; sluice tags browse "
              + into.target().connection()
              + " says the URI, write nsu=URI in its place");
    }
  }
}
