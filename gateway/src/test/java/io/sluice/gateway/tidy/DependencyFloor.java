package io.sluice.gateway.tidy;

import java.io.File;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must not be on a class path, and how old or new the rest may be; each with its reason. */
final class DependencyFloor {
  private static final Pattern JAR =
      Pattern.compile("(?<artifact>.+?)-(?<version>\\d[\\w.+]*(-jre|-android)?)(-[\\w.-]+)?\\.jar");

  /** Forbidden artifacts by the pattern of their name. */
  private static final Map<String, String> FORBIDDEN =
      inOrder(
          "plc4j-driver-opcua", "CVE-2026-102508, mended only in 1.0.0; OPC UA is Milo's work here",
          "tribuo-.*liblinear.*", "its loader reads an unfiltered ObjectInputStream",
          "tribuo-all", "it brings LibLinear, whose loader reads an unfiltered ObjectInputStream",
          "commons-beanutils.*",
              "property injection (CVE-2025-48734); comes with Tribuo's CSV reader",
          "commons-collections", "gadget chains of version 3; comes with commons-beanutils",
          "opencsv", "brings commons-beanutils; CSV is FastCSV's work here",
          "camel-exec", "a route could start programs",
          "camel-bean", "a route could call any class",
          "camel-script|camel-groovy|camel-javascript|camel-python|camel-jshell",
              "a route could run code",
          "camel-jms|camel-mail", "header injection, advisories of 2026",
          "camel-(platform-http|jetty|servlet|undertow|netty-http).*",
              "HTTP consumers: authentication bypass and header injection, advisories of 2026",
          "mockito.*|easymock.*|powermock.*|jmockit|mockk.*",
              "fakes that play the peer are used instead of mocks",
          "moa|weka.*|jpmml.*|pmml-.*|smile-.*|elki.*", "its licence is GPL or AGPL");

  private static final List<Range> RANGES =
      List.of(
          new Range(
              "h2",
              "2.4.240",
              "2.4.240",
              "2.5 lost acknowledged rows after kill -9; older ones are untested"),
          new Range(
              "netty-(?!tcnative|channel-fsm).*", "4.1.136.Final", "4.1.999", "fixes of July 2026"),
          new Range(
              "vertx-.*",
              "4.5.25",
              "4.5.999",
              "5.0.0 to 5.2.0 have an open CVE; 5 needs Netty 4.2"),
          new Range("snakeyaml", "2.0", "2.999", "version 1 builds any class it is told to"),
          new Range(
              "snakeyaml-engine", "3.0", "3.999", "the reader of users' files, safe by default"),
          new Range(
              "bc(prov|pkix|util)-jdk18on", "1.84", "1.999", "the version Milo was tried with"),
          new Range(
              "jackson-(core|databind)", "2.19.4", "2.999", "mixed versions fail at run time"));

  /** Families whose members must share one version. */
  private static final Map<String, String> FAMILIES =
      inOrder(
          "Netty", "netty-(?!tcnative|channel-fsm).*",
          "Jackson", "jackson-(core|databind|dataformat-.*|datatype-.*|module-.*)",
          "Camel", "camel-.*",
          "PLC4X", "plc4j-.*",
          "Milo", "milo-.*",
          "Tribuo", "tribuo-.*",
          "SLF4J", "slf4j-.*|jul-to-slf4j",
          "BouncyCastle", "bc(prov|pkix|util)-.*");

  private DependencyFloor() {}

  /** A jar, by the artifact and version in its file name. */
  record Library(String artifact, String version) {
    static Library of(String jar) {
      Matcher name = JAR.matcher(jar);
      if (!name.matches()) {
        throw new IllegalArgumentException(jar + " names no version");
      }
      return new Library(name.group("artifact"), name.group("version"));
    }
  }

  /** Versions that are allowed, both ends included. */
  private record Range(Pattern artifact, Version lowest, Version highest, String reason) {
    Range(String artifact, String lowest, String highest, String reason) {
      this(Pattern.compile(artifact), Version.parse(lowest), Version.parse(highest), reason);
    }

    boolean allows(Library library) {
      Version version = Version.parse(library.version());
      return version.compareTo(lowest) >= 0 && version.compareTo(highest) <= 0;
    }
  }

  /**
   * The jars of a class path; folders of classes and launchers' own jars without a version are left
   * out.
   */
  static List<Library> on(String classPath) {
    List<Library> libraries = new ArrayList<>();
    for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      String jar = new File(entry).getName();
      if (JAR.matcher(jar).matches()) {
        libraries.add(Library.of(jar));
      }
    }
    return libraries;
  }

  static List<String> findings(List<Library> libraries) {
    List<String> found = new ArrayList<>();
    for (Library library : libraries) {
      FORBIDDEN.forEach(
          (artifact, reason) -> {
            if (library.artifact().matches(artifact)) {
              found.add("%s must not be on the class path: %s".formatted(text(library), reason));
            }
          });
      for (Range range : RANGES) {
        if (range.artifact().matcher(library.artifact()).matches() && !range.allows(library)) {
          found.add(
              "%s must be from %s to %s: %s"
                  .formatted(text(library), range.lowest(), range.highest(), range.reason()));
        }
      }
    }
    found.addAll(mixedVersions(libraries));
    return found;
  }

  private static List<String> mixedVersions(List<Library> libraries) {
    List<String> found = new ArrayList<>();
    FAMILIES.forEach(
        (family, artifact) -> {
          SortedSet<String> versions =
              versions(libraries, library -> library.artifact().matches(artifact));
          if (versions.size() > 1) {
            found.add(
                "%s comes in several versions %s; one is allowed".formatted(family, versions));
          }
        });
    TreeMap<String, TreeSet<String>> byArtifact = new TreeMap<>();
    libraries.forEach(
        library ->
            byArtifact
                .computeIfAbsent(library.artifact(), artifact -> new TreeSet<>())
                .add(library.version()));
    byArtifact.forEach(
        (artifact, versions) -> {
          if (versions.size() > 1) {
            found.add("%s comes twice, as %s".formatted(artifact, versions));
          }
        });
    return found;
  }

  private static SortedSet<String> versions(List<Library> libraries, Predicate<Library> which) {
    TreeSet<String> versions = new TreeSet<>();
    libraries.stream().filter(which).forEach(library -> versions.add(library.version()));
    return versions;
  }

  private static String text(Library library) {
    return library.artifact() + " " + library.version();
  }

  private static Map<String, String> inOrder(String... keysAndValues) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
