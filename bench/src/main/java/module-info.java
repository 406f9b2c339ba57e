/** The benchmark system of Leibniz: measures, compares, and stops regressions. */
@org.jspecify.annotations.NullMarked
module dev.leibniz.bench {
  requires dev.leibniz.models;
  requires info.picocli;
  requires jdk.management;
  requires me.tongfei.progressbar;
  requires static org.jspecify;
  requires tools.jackson.databind;

  uses dev.leibniz.spi.Blas;

  opens dev.leibniz.bench to
      info.picocli;
  opens dev.leibniz.bench.run to
      info.picocli;
  opens dev.leibniz.bench.compare to
      info.picocli;
  opens dev.leibniz.bench.gate to
      info.picocli;
  opens dev.leibniz.bench.report to
      info.picocli,
      tools.jackson.databind;
  // Leibniz takes records apart and rebuilds them.
  opens dev.leibniz.bench.workload to
      dev.leibniz;
  // Jackson reads and writes records.
  opens dev.leibniz.bench.result to
      tools.jackson.databind;
  opens dev.leibniz.bench.fork to
      tools.jackson.databind;
  opens dev.leibniz.bench.measure to
      tools.jackson.databind;
  opens dev.leibniz.bench.statistics to
      tools.jackson.databind;
  opens dev.leibniz.bench.task to
      tools.jackson.databind;
}
