package dev.leibniz.bench.peer;

import dev.leibniz.bench.Project;
import dev.leibniz.bench.result.Result;
import dev.leibniz.bench.result.Subject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch in Python, by scripts/peers/pytorch_models.py: {@code torch.autograd.functional}, {@code
 * functorch} (or {@code torch.func}) and {@code backward}.
 */
final class PyTorch implements Peer {
  private static final String INSTALL =
      """
      no Python with PyTorch and SciPy was found. Install one, for instance with
        apt install python3-torch python3-scipy libopenblas0-pthread    (Debian; it has functorch)
        pip install torch scipy
      and name it by --python if it is neither /usr/bin/python3 nor the python3 on the PATH\
      """;

  private final @Nullable String python;

  PyTorch(@Nullable String wanted) {
    List<String> candidates =
        wanted == null ? List.of("/usr/bin/python3", "python3") : List.of(wanted);
    python = candidates.stream().filter(PyTorch::hasTorch).findFirst().orElse(null);
  }

  private static boolean hasTorch(String python) {
    return Processes.run(List.of(python, "-c", "import torch, scipy"), 1).isSuccess();
  }

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public Optional<String> obstacle() {
    return python == null ? Optional.of(INSTALL) : Optional.empty();
  }

  @Override
  public List<Result> measure(Subject subject, double seconds) {
    Path script = Project.root().resolve("scripts/peers/pytorch_models.py");
    List<String> command =
        List.of(
            String.valueOf(python),
            script.toString(),
            subject.workload(),
            subject.task(),
            subject.size(),
            Integer.toString(subject.threads()),
            String.format(Locale.ROOT, "%s", seconds));
    return PeerResults.of(name(), subject, Processes.run(command, subject.threads()), List.of());
  }
}
