package dev.leibniz;

import static dev.leibniz.Functional.vmap;
import static dev.leibniz.Tensor.einsum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Einsum against the sum that it stands for, index by index. */
class EinsumTest {
  private static final Offset<Double> NEAR = Offset.offset(1e-12);

  private static Tensor tensor(int seed, Shape shape) {
    return Key.of(seed).normal(shape, DType.FLOAT64);
  }

  private static Tensor[] tensors(String shapes) {
    String[] each = shapes.split(" ", -1);
    Tensor[] out = new Tensor[each.length];
    for (int i = 0; i < out.length; i++) {
      int[] dims =
          each[i].equals("[]")
              ? new int[0]
              : List.of(each[i].split("x", -1)).stream().mapToInt(Integer::parseInt).toArray();
      out[i] = tensor(i, Shape.of(dims));
    }
    return out;
  }

  /**
   * Σ over all letters that the result does not name; {@code explicit} has a letter for each axis,
   * no ellipsis.
   */
  private static Tensor bySummation(String explicit, Tensor... operands) {
    String[] sides = explicit.split("->", -1);
    String[] terms = sides[0].split(",", -1);
    Map<Character, Integer> sizes = new LinkedHashMap<>();
    for (char c : sides[1].toCharArray()) {
      sizes.put(c, 1);
    }
    for (int i = 0; i < terms.length; i++) {
      for (int a = 0; a < terms[i].length(); a++) {
        sizes.merge(terms[i].charAt(a), operands[i].shape().get(a), (x, y) -> x == 1 ? y : x);
      }
    }
    List<Character> letters = List.copyOf(sizes.keySet());
    int[] dims = sides[1].chars().map(c -> sizes.getOrDefault((char) c, 1)).toArray();
    double[] out = new double[Shape.of(dims).size()];
    int all = sizes.values().stream().reduce(1, (x, y) -> x * y);
    for (int n = 0; n < all; n++) {
      Map<Character, Integer> at = new LinkedHashMap<>();
      for (int l = letters.size() - 1, rest = n; l >= 0; l--) {
        int size = sizes.getOrDefault(letters.get(l), 1);
        at.put(letters.get(l), rest % size);
        rest /= size;
      }
      double product = 1;
      for (int i = 0; i < terms.length; i++) {
        product *= operands[i].toArray()[place(terms[i], operands[i].shape(), at)];
      }
      out[place(sides[1], Shape.of(dims), at)] += product;
    }
    return Tensor.of(out).reshape(Shape.of(dims));
  }

  private static int place(String term, Shape shape, Map<Character, Integer> at) {
    int place = 0;
    for (int a = 0; a < term.length(); a++) {
      int i = shape.get(a) == 1 ? 0 : at.getOrDefault(term.charAt(a), 0);
      place = place * shape.get(a) + i;
    }
    return place;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Repeated letters: diagonals and traces.
        "ii->i        | ii->i       | 3x3",
        "ii           | ii->        | 3x3",
        "iij->ji      | iij->ji     | 2x2x3",
        "iii->i       | iii->i      | 2x2x2",
        "iijj->ij     | iijj->ij    | 2x2x3x3",
        "ijj,j->i     | ijj,j->i    | 2x3x3 3",
        "ij,ii->j     | ij,ii->j    | 2x3 2x2",
        // Ellipses.
        "...ii->...   | abii->ab    | 2x3x2x2",
        "...ij->...ji | abij->abji  | 2x3x1x4",
        "i...->...    | iab->ab     | 2x3x4",
        "a...b->b...a | axyb->bxya  | 2x3x4x5",
        "...i,...i    | xi,xi->x    | 3x4 3x4",
        "...ij,...jk  | xij,xjk->xik| 2x3x4 2x4x2",
        "...i,i->...  | abi,i->ab   | 2x3x4 4",
        "b...,b->...b | bxy,b->xyb  | 2x3x4 2",
        "...,...      | xy,y->xy    | 2x3 3",
        "...i,...     | xyi,y->xyi  | 2x3x2 3",
        "i...,i...->...| ix,iyx->yx | 2x3 2x4x3",
        // The ellipses broadcast.
        "...i,...i->...| ai,bi->a   | 3x2 1x2",
        "...ij,...jk->...ik | zyij,yjk->zyik | 2x3x2x2 3x2x4",
        // The implied result: letters that occur once, in the order of the alphabet.
        "ba           | ba->ab      | 2x3",
        "cb,ac        | cb,ac->ab   | 2x3 4x2",
        "ij,j         | ij,j->i     | 2x3 3",
        "ba,ca        | ba,ca->bc   | 2x3 4x3",
        "aB,Bc        | aB,Bc->ac   | 2x3 3x4",
        // Several operands, none in common, all summed, scalars.
        "ij,jk,kl->il | ij,jk,kl->il| 2x3 3x4 4x2",
        "i,j->ij      | i,j->ij     | 2 3",
        "i,j,k->kij   | i,j,k->kij  | 2 3 2",
        "ij,ij->      | ij,ij->     | 2x3 2x3",
        "i,j->        | i,j->       | 2 3",
        "i->          | i->         | 4",
        "ij->ij       | ij->ij      | 2x3",
        ",i->i        | ,i->i       | [] 3",
        "->           | ->          | []",
        "bij,bjk->bik | bij,bjk->bik| 0x2x3 0x3x2",
        "ij,jk->ik    | ij,jk->ik   | 2x0 0x3",
        " i j , j k -> i k | ij,jk->ik | 2x3 3x2"
      })
  void isTheSumThatItStandsFor(String equation, String explicit, String shapes) {
    Tensor[] x = tensors(shapes);
    Tensor expected = bySummation(explicit, x);
    Tensor actual = einsum(equation, x);
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toArray()).containsExactly(expected.toArray(), NEAR);
    GradCheck.require(
        (Tuple t) -> einsum(equation, t.tensors().toArray(Tensor[]::new)), Tuple.of(x));
    Tensor[] batch = new Tensor[x.length];
    for (int i = 0; i < x.length; i++) {
      batch[i] = Tensor.stack(0, x[i], x[i].mul(2));
    }
    Tensor stacked =
        vmap(Tuple.class, (Tuple t) -> einsum(equation, t.tensors().toArray(Tensor[]::new)))
            .apply(Tuple.of(batch));
    double factor = Math.pow(2, x.length);
    assertThat(stacked.select(0, 1).toArray())
        .containsExactly(expected.mul(factor).toArray(), Offset.offset(1e-11));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ij,jk->ik | 2x3         | 2 terms for 1 tensors",
        "ij->ij    | 2x3 2x3     | 1 terms for 2 tensors",
        "ijk->i    | 2x3         | not as many letters",
        "i->i      | 2x3         | not as many letters",
        "...ijk    | 2x3         | more letters than",
        "ii->i     | 2x3         | different sizes",
        "i,i->i    | 2 3         | sizes",
        "ij->ik    | 2x3         | in no term",
        "ij->ii    | 2x3         | twice",
        "i1->i     | 2x3         | no letter",
        "ij->...k  | 2x3         | in no term",
        "...i,...i->...i | 2x3 4x3 | sizes 2 and 4"
      })
  void aWrongEquationIsRefused(String equation, String shapes, String why) {
    assertThatThrownBy(() -> einsum(equation, tensors(shapes)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("einsum")
        .hasMessageContaining(why);
  }

  @Test
  void integersAreExact() {
    Tensor a = Tensor.longs(1L << 40, 3).reshape(1, 2);
    Tensor b = Tensor.longs(1 << 20, 5).reshape(2, 1);
    Tensor y = einsum("ij,jk->", a, b);
    assertThat(y.dtype()).isEqualTo(DType.INT64);
    assertThat(y.itemAsLong()).isEqualTo((1L << 60) + 15);
  }
}
