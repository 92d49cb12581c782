package io.sluice.simulator.eip;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The list of tags: Get Instance Attribute List of class 0x6B (1756-PM020, "Find user-created
 * controller-scoped tags"). Tags of a program are listed behind the program's name, which itself is
 * listed among the controller's. Members of structures are listed flat, by their full names.
 */
final class SymbolObject {
  static final int CLASS = 0x6B;

  private static final String PROGRAM = "Program:";
  private static final int PROGRAM_TYPE = 0x1068;
  private static final int NAME = 1;
  private static final int TYPE = 2;
  private static final int ELEMENT_BYTES = 7;
  private static final int DIMENSIONS = 8;

  private final ControllerTags tags;

  SymbolObject(ControllerTags tags) {
    this.tags = tags;
  }

  private record Symbol(String name, int type, int elementBytes, int length) {}

  /**
   * Lists the symbols from the path's instance on.
   *
   * @param room most bytes of the reply
   */
  CipReply list(CipRequest request, int room) {
    ByteBuffer data = request.data();
    int count = data.remaining() < 2 ? 0 : data.getShort() & 0xFFFF;
    if (count == 0 || data.remaining() < 2 * count) {
      return CipReply.refused(CipReply.TOO_LITTLE_DATA);
    }
    int[] attributes = new int[count];
    for (int i = 0; i < count; i++) {
      attributes[i] = data.getShort() & 0xFFFF;
      if (attributes[i] != NAME
          && attributes[i] != TYPE
          && attributes[i] != ELEMENT_BYTES
          && attributes[i] != DIMENSIONS) {
        return CipReply.refused(CipReply.ATTRIBUTE_LIST);
      }
    }
    List<Symbol> symbols = symbols(request.path());
    int first = Math.max(1, request.path().instance().orElse(0));
    ByteArrayOutputStream reply = new ByteArrayOutputStream();
    for (int instance = first; instance <= symbols.size(); instance++) {
      byte[] one = entry(instance, symbols.get(instance - 1), attributes);
      if (reply.size() + one.length > room - 4) {
        return CipReply.partial(reply.toByteArray());
      }
      reply.writeBytes(one);
    }
    return CipReply.good(reply.toByteArray());
  }

  private List<Symbol> symbols(CipPath path) {
    String scope = path.symbolic() ? path.tagName() + "." : "";
    List<Symbol> symbols = new ArrayList<>();
    TreeSet<String> programs = new TreeSet<>();
    for (ControllerTag tag : tags.all()) {
      String name = tag.name();
      if (scope.isEmpty() && name.startsWith(PROGRAM)) {
        programs.add(name.substring(0, name.indexOf('.')));
      } else if (scope.isEmpty() || name.regionMatches(true, 0, scope, 0, scope.length())) {
        int type = tag.type().symbolCode() | (tag.length() > 0 ? 0x2000 : 0);
        symbols.add(
            new Symbol(name.substring(scope.length()), type, tag.type().size(), tag.length()));
      }
    }
    programs.forEach(program -> symbols.add(new Symbol(program, PROGRAM_TYPE, 0, 0)));
    return symbols;
  }

  private static byte[] entry(int instance, Symbol symbol, int[] attributes) {
    byte[] name = symbol.name().getBytes(StandardCharsets.US_ASCII);
    WireBytes entry = new WireBytes().dword(instance);
    for (int attribute : attributes) {
      switch (attribute) {
        case NAME -> entry.word(name.length).put(name);
        case TYPE -> entry.word(symbol.type());
        case ELEMENT_BYTES -> entry.word(symbol.elementBytes());
        default -> entry.dword(symbol.length()).qword(0);
      }
    }
    return entry.toBytes();
  }
}
