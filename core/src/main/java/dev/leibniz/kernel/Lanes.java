package dev.leibniz.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether loops use the Vector API; decided, and said, once. */
final class Lanes {
  private static final String MODULE = "jdk.incubator.vector";

  /** The loops of the Vector API, or null if it is not used. */
  static final @Nullable LaneLoops LOOPS = Settings.VECTOR ? find() : null;

  private Lanes() {}

  private static @Nullable LaneLoops find() {
    String vm = System.getProperty("java.vm.info", "");
    if (vm.contains("emulated-client") || vm.contains("interpreted mode")) {
      return without("the optimising compiler is off", "start java without the flag that does so");
    }
    ModuleLayer ours = Lanes.class.getModule().getLayer();
    Optional<Module> module =
        (ours == null ? ModuleLayer.boot() : ours)
            .findModule(MODULE)
            .or(() -> ModuleLayer.boot().findModule(MODULE));
    if (module.isEmpty()) {
      return without(
          "the module " + MODULE + " is not there", "start java with --add-modules " + MODULE);
    }
    Lanes.class.getModule().addReads(module.get());
    try {
      Class<?> loops = Class.forName("dev.leibniz.kernel.vector.VectorLoops");
      LaneLoops found = (LaneLoops) loops.getDeclaredConstructor().newInstance();
      System.getLogger("dev.leibniz").log(Level.DEBUG, "loops use the Vector API");
      return found;
    } catch (ReflectiveOperationException | LinkageError | UnsupportedOperationException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return without(String.valueOf(cause.getMessage()), "use a machine with vectors of 256 bits");
    }
  }

  private static @Nullable LaneLoops without(String reason, String remedy) {
    System.getLogger("dev.leibniz")
        .log(
            Level.WARNING,
            "Loops run without the Vector API, several times slower: {0}. Remedy: {1}"
                + " (-Dleibniz.vector=off stops this message).",
            reason,
            remedy);
    return null;
  }
}
