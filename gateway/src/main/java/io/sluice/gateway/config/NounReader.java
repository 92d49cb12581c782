package io.sluice.gateway.config;

import io.sluice.gateway.options.Closest;
import io.sluice.gateway.options.Code;
import io.sluice.gateway.options.Node;
import io.sluice.gateway.options.Problem;
import io.sluice.gateway.options.Problems;
import io.sluice.gateway.options.RecordReader;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a file of named entries: one section by the noun's name, in it an entry for each name. */
final class NounReader {
  private static final String KIND = "kind";

  private final Problems problems;
  private final RecordReader records;
  private final Draft draft;

  NounReader(Problems problems, RecordReader records, Draft draft) {
    this.problems = problems;
    this.records = records;
    this.draft = draft;
  }

  void read(Noun noun, Node file) {
    Node.Section top = records.section(file, file.at(), "").orElse(null);
    if (top == null) {
      draft.unsure(noun.key());
      return;
    }
    for (Node.Field field : top.fields()) {
      if (field.key().equals(noun.key())) {
        entries(noun, field);
      } else {
        notHere(noun, field);
      }
    }
    if (top.fields().isEmpty()) {
      problems.error(top.at(), Code.MISSING_KEY, noun.key() + " is missing");
    }
  }

  private void notHere(Noun noun, Node.Field field) {
    boolean onlyKey = Closest.to(field.key(), List.of(noun.key())).isPresent();
    problems.add(
        Problem.error(
                field.at(),
                Code.UNKNOWN_KEY,
                field.key()
                    + " is unknown here; this file holds "
                    + noun.key()
                    + " and nothing else")
            .suggest(onlyKey ? noun.key() : null)
            .fix(onlyKey ? noun.key() + ":" : null));
    if (onlyKey && field.value() instanceof Node.Section section) {
      section.fields().forEach(entry -> draft.define(noun, entry));
    }
  }

  private void entries(Noun noun, Node.Field field) {
    if (field.value() instanceof Node.Section section) {
      for (Node.Field entry : section.fields()) {
        draft.define(noun, entry);
        entry(noun, entry).ifPresent(read -> draft.add(noun, read));
      }
    } else {
      draft.unsure(noun.key());
      records.section(field.value(), field.at(), field.key());
    }
  }

  private Optional<Entry> entry(Noun noun, Node.Field field) {
    boolean named = Names.good(field.key(), field.at(), problems);
    String meant = named ? null : Names.closest(field.key());
    if (meant != null) {
      draft.define(noun, new Node.Field(field.at(), meant, field.value()));
    }
    if (noun.entries() == Noun.Entries.ALIKE) {
      return named ? bind(noun, field, null) : Optional.empty();
    }
    Node.Section section = records.section(field.value(), field.at(), field.key()).orElse(null);
    String kind = section == null ? null : kind(noun, field, section);
    return kind == null || !named ? Optional.empty() : bind(noun, field, kind);
  }

  private @Nullable String kind(Noun noun, Node.Field field, Node.Section section) {
    List<String> allowed = List.copyOf(new TreeSet<>(noun.kinds().keySet()));
    String list = "; allowed: " + String.join(", ", allowed);
    Node.Field given = section.field(KIND).orElse(null);
    if (given == null || !(given.value() instanceof Node.Text text) || text.nothing()) {
      problems.error(
          given == null ? field.at() : given.at(),
          Code.MISSING_KEY,
          noun.singular() + " " + field.key() + " has no kind" + list);
      return null;
    }
    if (!allowed.contains(text.value())) {
      String closest = Closest.to(text.value(), allowed).orElse(null);
      problems.add(
          Problem.error(
                  text.at(), Code.UNKNOWN_KIND, "there is no kind \"" + text.value() + "\"" + list)
              .suggest(closest)
              .fix(closest == null ? null : "kind: " + closest));
      return null;
    }
    return text.value();
  }

  private Optional<Entry> bind(Noun noun, Node.Field field, @Nullable String kind) {
    Class<? extends Record> options = kind == null ? null : noun.kinds().get(kind);
    return records
        .readTogether(field, noun.records(options), kind == null ? List.of() : List.of(KIND))
        .map(read -> new Entry(field.key(), kind, read, field));
  }
}
