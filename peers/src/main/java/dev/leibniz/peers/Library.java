package dev.leibniz.peers;

import java.util.Optional;
import java.util.function.Supplier;

/** What a library can do of our workloads. */
interface Library {
  /** How it computes. */
  String route();

  /** What multiplies matrices. */
  String blas();

  /** The loss, or nothing if the library cannot compute it. */
  Optional<Supplier<?>> forward(String workload);

  /** The loss and the gradient of all parameters. */
  Optional<Supplier<?>> backward(String workload);
}
