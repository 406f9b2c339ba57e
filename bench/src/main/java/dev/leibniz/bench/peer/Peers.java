package dev.leibniz.bench.peer;

import dev.leibniz.bench.BenchException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Peers by name. */
public final class Peers {
  private Peers() {}

  /**
   * Those that the user names.
   *
   * @param names the names
   * @param python the Python that has PyTorch, or null to search
   * @return the peers, each usable here
   * @throws BenchException if one is unknown or cannot be used; it says what to do
   */
  public static List<Peer> of(List<String> names, @Nullable String python) {
    List<Peer> out = new ArrayList<>();
    for (String name : names) {
      Peer peer = peer(name, python);
      peer.obstacle()
          .ifPresent(why -> {
            throw new BenchException("--peer " + name + ": " + why);
          });
      out.add(peer);
    }
    return out;
  }

  private static Peer peer(String name, @Nullable String python) {
    return switch (name) {
      case "pytorch" -> new PyTorch(python);
      case "libtorch", "rapaio" -> new JavaPeer(name);
      default ->
          throw new BenchException("--peer " + name + ": there are pytorch, libtorch and rapaio");
    };
  }
}
