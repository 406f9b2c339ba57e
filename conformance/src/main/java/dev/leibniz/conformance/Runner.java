package dev.leibniz.conformance;

import dev.leibniz.Functional;
import dev.leibniz.Jacobian;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import dev.leibniz.Tuple;
import dev.leibniz.conformance.operators.UnsupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs cases in one mode. */
final class Runner {
  private final Mode mode;

  Runner(Mode mode) {
    this.mode = mode;
  }

  /** Runs every check of a case. */
  Outcome run(Case c) {
    List<Outcome.Difference> differences = new ArrayList<>();
    try {
      Subject subject = new Subject(c, c.inputs().stream().map(mode::given).toList());
      for (Check check : c.checks()) {
        subject
            .difference(check)
            .ifPresent(d -> differences.add(new Outcome.Difference(check.call(), d)));
      }
    } catch (UnsupportedException e) {
      return new Outcome.Unsupported(e.reason());
    }
    if (differences.isEmpty()) {
      return new Outcome.Passed();
    }
    return Deliberate.reason(c.id())
        .<Outcome>map(Outcome.Deliberate::new)
        .orElse(new Outcome.Failed(differences));
  }

  /** A case, with the library's answers to its checks. */
  private final class Subject {
    private final Case of;
    private final Program program;
    private final List<Tensor> inputs;
    private final Tuple point;

    Subject(Case of, List<Tensor> inputs) {
      this.of = of;
      this.inputs = inputs;
      program = new Program(of, mode);
      point = new Tuple(of.differentiated().stream().map(inputs::get).toList());
    }

    Optional<String> difference(Check check) {
      try {
        List<Tensor> ours = answer(check);
        Optional<String> difference = difference(check, ours, mode.tolerance(of));
        return difference.isPresent() && mode.isFloat32()
            ? difference(check, ours, noisy(check))
            : difference;
      } catch (UnsupportedException e) {
        throw e;
      } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
        return Optional.of("threw " + e);
      }
    }

    private Optional<String> difference(Check check, List<Tensor> ours, Tolerance tolerance) {
      return new Comparison(mode, tolerance).firstDifference(ours, check.expected());
    }

    private Tolerance noisy(Check check) {
      return RoundingNoise.allowedFor(
          Tolerance.FLOAT32, inputs, moved -> new Subject(of, moved).answer(check));
    }

    private List<Tensor> answer(Check check) {
      Tuple v = new Tuple(check.v().stream().map(mode::given).toList());
      return switch (check.call()) {
        case "value" -> program.run(inputs);
        case "vjp" ->
            Functional.<Tuple, Tuple>vjp(p -> outputs(p, check), point).apply(v).tensors();
        case "jvp" ->
            Functional.<Tuple, Tuple>jvp(p -> outputs(p, check), point, v).tangent().tensors();
        case "hvp" -> Functional.<Tuple>hvp(p -> scalar(p, check), point).apply(v).tensors();
        case "vhp" -> Functional.<Tuple>vhp(p -> scalar(p, check), point).apply(v).tensors();
        case "hessian" ->
            blocks(Functional.<Tuple>hessian(p -> scalar(p, check), point), point.size());
        case "jacobian" -> {
          Jacobian<Tuple, Tuple> j =
              Functional.<Tuple, Tuple>jacobian(p -> outputs(p, check), point);
          yield blocks(j, j.value().size());
        }
        default -> throw new UnsupportedException("check " + check.call(), "no such call");
      };
    }

    private List<Tensor> blocks(Jacobian<Tuple, ?> jacobian, int outputs) {
      List<Tensor> out = new ArrayList<>();
      for (int i = 0; i < outputs; i++) {
        out.addAll(jacobian.row(i).tensors());
      }
      return out;
    }

    private Tuple outputs(Tuple differentiated, Check check) {
      List<Tensor> all = new ArrayList<>(inputs);
      for (int i = 0; i < differentiated.size(); i++) {
        all.set(of.differentiated().get(i), differentiated.get(i));
      }
      List<Tensor> out = program.run(all);
      List<Integer> chosen = check.outputs();
      return new Tuple(chosen == null ? out : chosen.stream().map(out::get).toList());
    }

    private Tensor scalar(Tuple differentiated, Check check) {
      Tuple out = outputs(differentiated, check);
      if (!of.isOfOneOperator()) {
        return out.get(0).reshape(Shape.SCALAR);
      }
      Tensor sum = weighted(out, check, 0);
      for (int i = 1; i < out.size(); i++) {
        sum = sum.add(weighted(out, check, i));
      }
      return sum;
    }

    private Tensor weighted(Tuple out, Check check, int i) {
      return out.get(i).mul(mode.given(check.weights().get(i))).sum();
    }
  }
}
