package io.sluice.gateway.options;

import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue of problems: what each means and what to do, for {@code sluice explain CODE}. A
 * code's spelling is kept for ever; scripts look for it.
 */
public enum Code {
  FILE_MISSING(
      "A file or directory that was named is not there. `sluice run` and `sluice check` "
          + "take `--config DIR` with gateway.yaml, connections.yaml, tags/ and so on, and "
          + "`--routes DIR` with *.camel.yaml. A single file inside may be left out; the "
          + "directories may not."),
  FILE_UNREADABLE(
      "The file is there and cannot be read: the user that runs Sluice lacks the right, or "
          + "it is a directory, a pipe or a device, or it is a link that leads out of its "
          + "directory. Make it an ordinary file that this user can read."),
  FILE_TOO_LARGE(
      "YAML files may have 256 KB and tag lists 16 MB. More is almost always the wrong "
          + "file. Split a tag list by connection and routes by asset."),
  NOT_UTF8(
      "Files are UTF-8. A spreadsheet often saves in the code page of the country instead, "
          + "so that °C or ü become other bytes. In Excel choose `CSV UTF-8` when saving; in an "
          + "editor choose encoding UTF-8."),
  HIDDEN_CHARACTER(
      "The text holds a character that no screen shows, or one that changes the direction "
          + "of writing. What is read then differs from what is seen, so it is refused "
          + "everywhere, also in comments. Delete it and type the place again."),
  BYTE_ORDER_MARK(
      "A YAML file begins with a byte order mark, an invisible character that some Windows "
          + "editors add. Sluice reads past it, other tools may not. Save as `UTF-8` without BOM. "
          + "In a tag list it is normal and not mentioned."),
  WINDOWS_LINE_ENDS(
      "A YAML file has Windows line ends (CR LF). Sluice reads them like any other; shell "
          + "tools and git may show every line as changed. In a tag list they are normal and not "
          + "mentioned."),
  UNKNOWN_FILE(
      "A file in the configuration directory has a name that Sluice does not read. Usually "
          + "it is misspelt and its content is silently missing, so it is said."),
  MORE_PROBLEMS(
      "One file has more than 100 problems. Mend the first ones; often the rest has the "
          + "same cause."),
  YAML_SYNTAX(
      "The text is not YAML at this place. Frequent causes: a colon without a space behind "
          + "it, a quote or bracket that is not closed, lines of one block that do not begin in "
          + "the same column, a value with `: `, ` #` or a leading `*`, `&`, `%`, `@` without "
          + "quotes."),
  TAB_INDENT(
      "Indentation in YAML is made of spaces; a tab is not allowed there. Set the editor to "
          + "insert spaces and replace each tab by two."),
  DUPLICATE_KEY(
      "The same key stands twice in one section. Most programs silently take the last one; "
          + "here it is an error, because the first was certainly meant as well. Rename or delete "
          + "one."),
  YAML_TAG(
      "A YAML tag (`!name` or `!!name`) asks the reader to build an object of that kind. "
          + "Files are data here, so tags are refused. A text that begins with an exclamation "
          + "mark needs quotes."),
  TOO_DEEP(
      "Sections may be nested 50 deep, counting what aliases bring in. No real file comes "
          + "near; a file that does is damaged or hostile."),
  TOO_MANY_ALIASES(
      "A file may use an anchor (`&name`) by alias (`*name`) at most 20 times and grow to "
          + "at most 50,000 values by it. Aliases of aliases grow without end, which is a known "
          + "attack."),
  MANY_DOCUMENTS(
      "A file holds one YAML document. Lines of three dashes inside begin another, which "
          + "would not be read."),
  UNKNOWN_KEY(
      "A key that this section does not know. Unknown keys are errors, because a misspelt "
          + "limit that is silently ignored is a limit that is missing. The message lists the "
          + "keys that are allowed."),
  MISSING_KEY("A key that has no default is not there. The message says which and what it is for."),
  MISSING_VALUE(
      "A key stands there with nothing behind the colon. Write a value, or delete the key "
          + "to take its default."),
  WRONG_SHAPE(
      "A single value, a list or a section stands where another of these is needed. Often "
          + "the lines below a key are not indented, or a dash is missing or too much."),
  NOT_A_NUMBER(
      "A plain number is needed: digits, optionally a sign, a decimal point and an "
          + "exponent. No unit and no thousands separator."),
  DECIMAL_COMMA(
      "Numbers have a decimal point. A comma separates list items in YAML and columns in a "
          + "tag list, so 0,5 is read as two things or refused."),
  OUT_OF_RANGE("A value lies outside what is allowed here; the message names both."),
  UNKNOWN_CHOICE("One of a few words is needed and another was read. The message lists them."),
  UNIT_MISSING(
      "Times and quantities carry their unit: 500 ms, 10 s, 5 min, 72 h, 7 d, 900 rpm. A "
          + "bare number would be read as seconds by one person and milliseconds by the next."),
  BAD_VALUE(
      "The text cannot be read as what is needed here; the message says what was read and "
          + "what is allowed."),
  CONTRADICTION(
      "Each value is right and together they are not; the message says which rule they "
          + "break."),
  BAD_NAME(
      "Names of connections, assets, detectors, setpoints, spools, uplinks and routes have "
          + "1 to 64 letters a-z, A-Z, digits, dots, dashes or underscores and begin with a "
          + "letter or digit. They appear in file names, topics and URLs. Tag names may have "
          + "slashes and letters of any alphabet, but no blanks."),
  UNKNOWN_KIND(
      "`kind:` chooses the protocol, detector or sink. The message lists those that this "
          + "installation has."),
  SECRET_MISSING(
      "`${secret:NAME}` names a file of the secrets directory or a systemd credential that "
          + "is not there. Create it with mode 0600: `install -m 600 /dev/stdin SECRETS/NAME`."),
  SECRET_OPEN(
      "A secret's file can be read by others than its owner, is empty, or is not an "
          + "ordinary file. Sluice does not use it until `chmod 600` and `chown` have made it "
          + "private."),
  SECRET_IN_CLEAR(
      "A password, token or key is written in the file itself. Files are copied, mailed and "
          + "put into version control, so a secret stands in a file of its own, and here only "
          + "`${secret:NAME}`. Change the password if the file has been shared."),
  CSV_SEPARATOR(
      "Columns of a tag list are separated by commas. A spreadsheet in a country with "
          + "decimal commas saves with semicolons. Save as `CSV UTF-8` with comma, or replace the "
          + "semicolons; numbers need decimal points."),
  CSV_HEADER(
      "The first line of a tag list names its columns. tag, group, address and type must be "
          + "there; the order is free. The message names what is wrong."),
  CSV_ROW(
      "A row has another number of cells than the header, or a quote that is not closed. A "
          + "text with a comma needs quotes: \"flow, after pump\"."),
  DUPLICATE_TAG(
      "A tag name is unique in the whole gateway, over all connections, because assets, "
          + "detectors and setpoints use it without the connection."),
  DUPLICATE_ADDRESS(
      "Two tags of one connection have the same address and type. That is allowed, and "
          + "usually a row that was copied and not finished."),
  NO_CONNECTION(
      "A tag list's file name is the name of a connection: tags/pump-plc.csv belongs to the "
          + "connection pump-plc. This one belongs to none."),
  IMPORT_SHAPE(
      "The file is not what `sluice tags import` was told it is: no JSON, no TOML, or a table "
          + "without the columns of that program. Check FORMAT, and export again from the program."),
  IMPORT_UNSUPPORTED(
      "A tag of the other program has no counterpart in a tag list: a computed tag, BCD, a type or "
          + "byte order that this kind of connection cannot read (kind modbus reads bits of "
          + "registers and every order), or a scale that is no line. Mend it in the file, or import with --skip-bad: the others are taken "
          + "and what was left out is listed beside the file."),
  IMPORT_NOTE(
      "The tag was taken, and something of it is worth a look before the list is used, such as "
          + "a word order that the other program keeps elsewhere, or the right to write, which an "
          + "import never gives: set access to write by hand for what a setpoint needs."),
  NAMESPACE_INDEX(
      "An OPC UA address names its namespace by index, ns=2. The index can move when the server "
          + "is updated or restarted, and the address then means another node. Write the URI, "
          + "nsu=urn:vendor:plc;s=..., which stays; `sluice tags browse` and "
          + "`sluice check --online` say which URI it is."),
  UNREACHABLE(
      "The device, server or broker could not be reached or refuses the connection; the message "
          + "says how far it came. Look at power, cable, address, port, firewall, and at user and "
          + "certificates. Nothing else of this connection could be checked."),
  TAG_NOT_READ(
      "The connection is up and this tag is not Good. Bad_NodeIdUnknown: no such register or "
          + "node, look at the address, for registers one up and down. Bad_TypeMismatch: another "
          + "type. Bad_NotReadable and Bad_UserAccessDenied: the user lacks the right. "
          + "Uncertain_EngineeringUnitsExceeded: outside low and high, often a wrong type, word "
          + "order or scale; `sluice tags try` finds the right one."),
  INTERVAL_TOO_SHORT(
      "A group cannot be read in the time that is configured for it: what was measured takes "
          + "longer, or the server keeps a slower time than was asked for. Take a longer time, "
          + "fewer tags in the group, or tags closer together in the device."),
  NO_TAGS(
      "A connection without tags reads nothing, and an asset whose pattern matches no tag "
          + "watches nothing."),
  BAD_ADDRESS(
      "The connection's protocol cannot use this address, type or group. The message says "
          + "what was read and what this protocol allows; `sluice explain` knows the protocol's "
          + "own page."),
  UNKNOWN_NAME(
      "A name refers to a connection, group, tag, asset, detector, setpoint, spool or "
          + "uplink that no file defines. The message says what kind is needed; a close name is "
          + "suggested."),
  NOT_WRITABLE(
      "A setpoint writes only tags with access `write` in their tag list. That is a "
          + "decision to take in the reviewed tag list, for each tag."),
  SAFETY_TAG(
      "A tag of class `safety` is part of a protection function. Sluice is not a safety "
          + "system: such a tag can be read and watched and never be written, whatever else is "
          + "configured."),
  UNIT_MISMATCH(
      "A quantity has another unit than the tag it belongs to. Sluice does not convert; "
          + "write it in the tag's unit."),
  RANGE_REVERSED(
      "A range's low end is not below its high end. Swap the two, or look for a lost digit or"
          + " decimal point."),
  OUTSIDE_RANGE(
      "A limit lies outside the range that the tag list gives for the tag. The tag's range "
          + "says what the machine can do; limits lie inside."),
  NEVER_USED("Something is defined and no route uses it, so nothing will happen with it."),
  ALREADY_USED(
      "Two things claim what only one may have: two setpoints one tag, two routes one "
          + "`direct:` name."),
  ROUTE_SHAPE(
      "A route file is a list of routes; each has an id and a `from` with `uri`, optional "
          + "`parameters` and `steps`. `sluice explain route-step` lists the steps."),
  ROUTE_ELEMENT(
      "Camel can define beans, REST services, templates and more at the top of a route "
          + "file; some of that runs code while the file is only being read. Route files of "
          + "Sluice hold `route` and nothing else."),
  ROUTE_STEP(
      "Steps of a route are to, log, filter, choice, multicast, wireTap, setHeader, removeHeader, "
          + "removeHeaders and stop. The list is narrow on purpose: it has what watching, "
          + "adjusting, summarising and sending need, and nothing that runs code, reads files or "
          + "chooses its target from a message."),
  ROUTE_CONDITION(
      "A condition is an expression over tags and detectors, as in a setpoint's interlock: "
          + "`pump_1.flow < 50 && alarm(\"pump-1-health\")`, with comparisons, && || !, "
          + "+ - * / and ? :, alarm(NAME) and score(NAME). A tag pump-1/flow is written "
          + "pump_1.flow. It stands as `expression: {language: {language: cel, expression: "
          + "...}}`. Camel's other languages can reach code, files and headers."),
  ROUTE_HEADER(
      "Camel and the clients of brokers obey certain headers: they choose a method, a file or "
          + "another address. A route sets only headers of its own, with names that do not begin "
          + "with Camel, org.apache or JMS in any case of letters."),
  ROUTE_LOSES(
      "A spool forgets a batch when the route that took it is through. filter, choice, stop "
          + "and seda can end the way of a batch before an uplink has it, which would lose "
          + "records without a trace. Choose what is kept before it goes into the spool."),
  ROUTE_SCHEME(
      "A URI begins with one of Sluice's components (tags, detect, setpoint, summary, "
          + "spool, uplink) or with direct, seda, timer or log. `gateway.yaml` can allow a "
          + "further Camel component by name under `routes: {allow: [...]}`, never one that runs "
          + "code or opens files."),
  ROUTE_END(
      "`from` takes what produces: tags, spool, direct, seda, timer. `to` takes what "
          + "consumes: detect, setpoint, summary, spool, uplink, direct, seda, log."),
  ROUTE_URI(
      "A URI is `component:name`, optionally with `?key=value&key=value`. Values with "
          + "blanks or special signs belong under `parameters:`; percent codes, RAW() and "
          + "references with # are refused."),
  ROUTE_PLACEHOLDER(
      "`{{...}}` and `${...}` are replaced by Camel with environment variables, system "
          + "properties, results of methods and more, which is code. Route files name things; "
          + "addresses, limits and secrets stand in config/."),
  DUPLICATE_ROUTE(
      "A route's id is unique over all route files: it names the route in status, log and "
          + "metrics, and on reload."),
  ROUTE_LOOP(
      "Routes that feed each other in a circle by direct: or seda: would pass one scan "
          + "round for ever."),
  COMPONENT_MISSING(
      "gateway.yaml allows a component of Camel whose jar is not beside Sluice's own. Put it and "
          + "the jars it needs on the class path, of the version in the names of the camel jars "
          + "in `lib`."),
  NEVER_ALLOWED(
      "A component under `routes: {allow: [...]}` is not among those that can be allowed. These"
          + " are senders to brokers and clouds. Components that run code, open files, serve"
          + " requests or write to PLCs past the setpoint guard are never allowed, by any"
          + " setting.");

  private final String explanation;

  Code(String explanation) {
    this.explanation = explanation;
  }

  /** What it means and what to do: one paragraph. */
  public String explanation() {
    return explanation;
  }

  /** As printed and typed: {@code unknown-key}. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The code of this spelling, in either case, with dashes or underscores. */
  public static Optional<Code> of(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
    for (Code code : values()) {
      if (code.name().equals(name)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return spelling();
  }
}
