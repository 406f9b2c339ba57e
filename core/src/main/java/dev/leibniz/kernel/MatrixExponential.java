package dev.leibniz.kernel;

import dev.leibniz.DType;
import dev.leibniz.Linalg;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exponentials of matrices by scaling and squaring with Padé approximants (N. J. Higham, "The
 * scaling and squaring method for the matrix exponential revisited", 2005).
 *
 * <p>The degree, and how often a matrix is halved, follow from its 1-norm; matrices of a batch for
 * which both are the same are computed together.
 */
public final class MatrixExponential {
  private static final double[][] COEFFICIENTS = {
    {120, 60, 12, 1},
    {30240, 15120, 3360, 420, 30, 1},
    {17297280, 8648640, 1995840, 277200, 25200, 1512, 56, 1},
    {17643225600d, 8821612800d, 2075673600, 302702400, 30270240, 2162160, 110880, 3960, 90, 1},
    {
      64764752532480000d,
      32382376266240000d,
      7771770303897600d,
      1187353796428800d,
      129060195264000d,
      10559470521600d,
      670442572800d,
      33522128640d,
      1323241920,
      40840800,
      960960,
      16380,
      182,
      1
    }
  };

  /** Up to which norm each of the approximants is exact in double precision. */
  private static final double[] NORMS = {
    1.495585217958292e-2,
    2.539398330063230e-1,
    9.504178996162932e-1,
    2.097847961257068,
    5.371920351148152
  };

  private MatrixExponential() {}

  /** exp of each matrix. */
  public static Dense of(Dense a) {
    int n = a.shape().get(-1);
    if (a.size() == 0) {
      return Dense.zeros(a.shape(), a.dtype());
    }
    Dense wide = Elementwise.convert(a, DType.FLOAT64);
    Tensor stack = wide.reshape(Shape.of(a.size() / (n * n), n, n));
    double[] norms = stack.abs().sum(1).amax(1).toArray();
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < norms.length; i++) {
      groups.computeIfAbsent(effort(norms[i]), k -> new ArrayList<>()).add(i);
    }
    Tensor out;
    if (groups.size() == 1) {
      out = exponential(stack, groups.keySet().iterator().next());
    } else {
      Tensor[] slices = new Tensor[norms.length];
      groups.forEach((effort, members) -> {
        Tensor index = Tensor.longs(members.stream().mapToLong(i -> i).toArray());
        Tensor part = exponential(stack.indexSelect(0, index), effort);
        for (int i = 0; i < members.size(); i++) {
          slices[members.get(i)] = part.select(0, i);
        }
      });
      out = Tensor.stack(0, slices);
    }
    return (Dense) out.reshape(a.shape()).to(a.dtype());
  }

  /** Which approximant, if it is one of the first four; else 4 and how often to halve. */
  private static int effort(double norm) {
    for (int i = 0; i < 4; i++) {
      if (norm <= NORMS[i]) {
        return i;
      }
    }
    double ratio = norm / NORMS[4];
    return ratio > 1 && ratio < Double.POSITIVE_INFINITY ? 5 + Math.getExponent(ratio) : 4;
  }

  private static Tensor exponential(Tensor a, int effort) {
    double[] c = COEFFICIENTS[Math.min(effort, 4)];
    int halvings = Math.max(0, effort - 4);
    Tensor x = halvings == 0 ? a : a.mul(Math.scalb(1.0, -halvings));
    Tensor square = x.matmul(x);
    Tensor power = Tensor.eye(a.shape().get(-1), DType.FLOAT64);
    Tensor odd = power.mul(c[1]);
    Tensor even = power.mul(c[0]);
    for (int k = 2; k < c.length; k += 2) {
      power = power.matmul(square);
      even = even.add(power.mul(c[k]));
      odd = odd.add(power.mul(c[k + 1]));
    }
    odd = x.matmul(odd);
    Tensor y = Linalg.solve(even.sub(odd), even.add(odd));
    for (int i = 0; i < halvings; i++) {
      y = y.matmul(y);
    }
    return y;
  }
}
