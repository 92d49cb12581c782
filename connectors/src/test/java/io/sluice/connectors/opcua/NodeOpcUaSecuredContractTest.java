package io.sluice.connectors.opcua;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The same with the strongest security and a user. */
@Tag("peers")
class NodeOpcUaSecuredContractTest extends NodeOpcUaContractTest {
  private final Path files;

  NodeOpcUaSecuredContractTest(@TempDir Path files) {
    super(files);
    this.files = files;
  }

  @Override
  OpcUaOptions.@Nullable Security security() {
    return new OpcUaOptions.Security(
        OpcUaOptions.Policy.AES256_SHA256_RSAPSS,
        OpcUaOptions.Mode.SIGN_AND_ENCRYPT,
        trust().toString(),
        files.resolve("own").toString());
  }

  @Override
  OpcUaOptions.@Nullable User user() {
    return OpcUaOptions.User.named(OpcUaPeer.USER, OpcUaPeer.PASSWORD);
  }

  @Override
  protected void startPeer() throws Exception {
    super.startPeer();
    Files.copy(Path.of(peer().certificate()), trust(), StandardCopyOption.REPLACE_EXISTING);
  }

  private Path trust() {
    return files.resolve("server.pem");
  }
}
