package io.sluice.gateway.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Secrets as files that only their owner can read: a directory of ours, or the one systemd hands
 * over in {@code CREDENTIALS_DIRECTORY}. One line end at the end of the file is not part of the
 * secret.
 */
public final class SecretFiles implements Secrets {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final long LARGEST = 64 * 1024;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final List<Path> directories;

  /**
   * Looks for files of the secret's name.
   *
   * @param directories looked through in this order
   */
  public SecretFiles(List<Path> directories) {
    this.directories = List.copyOf(directories);
  }

  @Override
  public Lookup find(String name) {
    if (!NAME.matcher(name).matches()) {
      return new Missing("a secret's name has letters, digits, dots, dashes and underscores only");
    }
    for (Path directory : directories) {
      Path file = directory.resolve(name);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        return leadsOut(file, directory)
            ? new Open(file + " is a link that leads out of " + directory)
            : read(file);
      }
    }
    return new Missing(
        directories.isEmpty()
            ? "no secrets directory is configured"
            : "looked in "
                + directories.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  /** Links inside the directory are how containers mount secrets. */
  private static boolean leadsOut(Path file, Path directory) {
    try {
      return !file.toRealPath().startsWith(directory.toRealPath());
    } catch (IOException nowhere) {
      return true;
    }
  }

  private static Lookup read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return new Open(file + " is not an ordinary file of at most 64 KB");
      }
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        return new Open(file + " can be read by others; mend with chmod 600 " + file);
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\r?\n\\z", "");
      return text.isEmpty() ? new Open(file + " is empty") : new Found(new Secret(text));
    } catch (IOException unreadable) {
      return new Open(file + " cannot be read by this user as UTF-8 text");
    } catch (UnsupportedOperationException noModes) {
      return new Open(file + " lies on a file system without owner rights");
    }
  }
}
