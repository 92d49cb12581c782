package io.sluice.gateway.config.imports;

import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Position;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One tag of another program in the words of a tag list.
 *
 * @param at where it stands in the other program's file
 * @param cells by column of a tag list, each with its place in that file
 * @param rate how often the other program reads it, null where it does not say
 */
record ImportedTag(Position at, Map<String, Node.Text> cells, @Nullable Duration rate) {
  ImportedTag {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** What stands in a column; empty where nothing does. */
  String cell(String column) {
    Node.Text text = cells.get(column);
    return text == null ? "" : text.value();
  }

  String name() {
    return cell("tag");
  }

  /** Where a column's value came from. */
  Position at(String column) {
    Node.Text text = cells.get(column);
    return text == null ? at : text.at();
  }

  /** The same with another value in a column. */
  ImportedTag with(String column, String value) {
    Map<String, Node.Text> changed = new LinkedHashMap<>(cells);
    changed.put(column, new Node.Text(at(column), value, true));
    return new ImportedTag(at, changed, rate);
  }
}
