package dev.leibniz.conformance.operators;

import dev.leibniz.Special;
import dev.leibniz.Tensor;
import java.util.function.UnaryOperator;

/** Special functions, in and beyond {@code torch.special}. */
final class SpecialFunctions {
  private SpecialFunctions() {}

  static void addTo(Operators to) {
    add(to, "digamma", Tensor::digamma);
    add(to, "erf", Tensor::erf);
    add(to, "erfc", Tensor::erfc);
    add(to, "erfinv", Tensor::erfinv);
    add(to, "i0", Special::i0);
    add(to, "lgamma", Tensor::lgamma);
    add(to, "sinc", Tensor::sinc);
    add(to, "special.entr", Special::entr);
    add(to, "special.erfcx", Special::erfcx);
    add(to, "special.i0e", Special::i0e);
    add(to, "special.i1", Special::i1);
    add(to, "special.i1e", Special::i1e);
    add(to, "special.log_ndtr", Special::logNdtr);
    add(to, "special.ndtr", Special::ndtr);
    add(to, "special.ndtri", Special::ndtri);
    to.add("special.xlog1py", SpecialFunctions::xlog1py);
    to.add("polygamma", a -> a.tensor(1, "input").polygamma(a.integer(0, "n")));
    to.add("mvlgamma", a -> Special.mvlgamma(a.tensor(0, "input"), a.integer(1, "p")));
    to.add(
        "logit",
        a -> {
          Tensor x = a.tensor(0, "input");
          return a.isGiven(1, "eps") ? x.logit(a.real(1, "eps", 0)) : x.logit();
        });
  }

  private static void add(Operators to, String name, UnaryOperator<Tensor> function) {
    to.add(name, a -> function.apply(a.tensor(0, "input")));
  }

  private static Tensor xlog1py(Arguments a) {
    Tensor x = a.tensor(0, "input");
    Operand y = a.operand(1, "other");
    return y.after(x, Special::xlog1py, Special::xlog1py, (t, n) -> Special.xlog1py(t, (double) n));
  }
}
