package dev.leibniz;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sums of products by Einstein's convention, two operands at a time: axes become a batch, rows,
 * columns or what is contracted, and the contraction is one matrix product.
 */
final class Einsum {
  private static final char FIRST_ELLIPSIS = '\uE000';

  private final String equation;

  private Einsum(String equation) {
    this.equation = equation;
  }

  /** A tensor whose axes have letters. */
  private record Term(Tensor tensor, String letters) {}

  static Tensor of(String equation, Tensor[] operands) {
    return new Einsum(equation).evaluate(operands);
  }

  private ShapeException wrong(String why) {
    return new ShapeException("einsum \"" + equation + "\": " + why);
  }

  private Tensor evaluate(Tensor[] operands) {
    String text = equation.replace(" ", "");
    int arrow = text.indexOf("->");
    String[] inputs = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
    if (inputs.length != operands.length) {
      throw wrong(inputs.length + " terms for " + operands.length + " tensors");
    }
    int widest = 0;
    for (int i = 0; i < inputs.length; i++) {
      widest = Math.max(widest, ellipsisRank(inputs[i], operands[i]));
    }
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < inputs.length; i++) {
      terms.add(term(inputs[i], operands[i]));
    }
    String output =
        arrow < 0 ? implied(inputs, widest) : expanded(text.substring(arrow + 2), widest);
    requireKnown(output, terms);
    Term all = terms.getFirst();
    for (int i = 1; i < terms.size(); i++) {
      all = product(all, terms.get(i), needed(output, terms, i + 1));
    }
    return arranged(summed(all, letters(output)), output).tensor();
  }

  private int ellipsisRank(String input, Tensor x) {
    if (!input.contains("...")) {
      return 0;
    }
    int rank = x.rank() - (input.length() - 3);
    if (rank < 0) {
      throw wrong("the term " + input + " has more letters than a tensor of shape " + x.shape());
    }
    return rank;
  }

  private static String expanded(String term, int rank) {
    StringBuilder dots = new StringBuilder();
    for (int i = rank - 1; i >= 0; i--) {
      dots.append((char) (FIRST_ELLIPSIS + i));
    }
    return term.replace("...", dots);
  }

  private Term term(String input, Tensor x) {
    String letters = expanded(input, ellipsisRank(input, x));
    if (letters.length() != x.rank()) {
      throw wrong(
          "the term "
              + input
              + " has not as many letters as a tensor of shape "
              + x.shape()
              + " has axes");
    }
    Tensor t = x;
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      if (c < FIRST_ELLIPSIS && !Character.isLetter(c)) {
        throw wrong("'" + c + "' is no letter");
      }
      int again = letters.indexOf(c, i + 1);
      if (again >= 0) {
        if (t.shape().get(i) != t.shape().get(again)) {
          throw wrong("'" + c + "' stands for axes of different sizes in shape " + x.shape());
        }
        t = Arrangement.diagonal(t, 0, i, again);
        letters =
            new StringBuilder(letters).deleteCharAt(again).deleteCharAt(i).append(c).toString();
        i--;
      }
    }
    return new Term(t, letters);
  }

  private static String implied(String[] inputs, int widest) {
    String all = String.join("", inputs).replace("...", "");
    StringBuilder out = new StringBuilder(expanded("...", widest));
    all.chars()
        .sorted()
        .filter(c -> all.indexOf(c) == all.lastIndexOf(c))
        .forEach(c -> out.append((char) c));
    return out.toString();
  }

  private void requireKnown(String output, List<Term> terms) {
    for (int i = 0; i < output.length(); i++) {
      char c = output.charAt(i);
      if (terms.stream().noneMatch(t -> t.letters().indexOf(c) >= 0)) {
        throw wrong("the output's '" + c + "' is in no term");
      }
      if (output.indexOf(c) != output.lastIndexOf(c)) {
        throw wrong("the output names '" + c + "' twice");
      }
    }
  }

  private static Set<Character> letters(String s) {
    Set<Character> set = new LinkedHashSet<>();
    for (int i = 0; i < s.length(); i++) {
      set.add(s.charAt(i));
    }
    return set;
  }

  private static Set<Character> needed(String output, List<Term> terms, int from) {
    Set<Character> set = letters(output);
    for (Term t : terms.subList(from, terms.size())) {
      set.addAll(letters(t.letters()));
    }
    return set;
  }

  /** Sums over the axes whose letters are not kept. */
  private static Term summed(Term t, Set<Character> kept) {
    StringBuilder left = new StringBuilder();
    List<Integer> axes = new ArrayList<>();
    for (int i = 0; i < t.letters().length(); i++) {
      char c = t.letters().charAt(i);
      if (kept.contains(c)) {
        left.append(c);
      } else {
        axes.add(i);
      }
    }
    return axes.isEmpty()
        ? t
        : new Term(t.tensor().sum(axes.stream().mapToInt(a -> a).toArray()), left.toString());
  }

  private static Term arranged(Term t, String order) {
    int[] axes = new int[order.length()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = t.letters().indexOf(order.charAt(i));
    }
    return new Term(t.tensor().permute(axes), order);
  }

  private Term product(Term a, Term b, Set<Character> kept) {
    Set<Character> inA = letters(a.letters());
    Set<Character> inB = letters(b.letters());
    Set<Character> keptA = new LinkedHashSet<>(kept);
    keptA.addAll(inB);
    Set<Character> keptB = new LinkedHashSet<>(kept);
    keptB.addAll(inA);
    Term left = summed(a, keptA);
    Term right = summed(b, keptB);
    StringBuilder batch = new StringBuilder();
    StringBuilder contracted = new StringBuilder();
    StringBuilder rows = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    for (char c : letters(left.letters())) {
      boolean both = inB.contains(c);
      (both ? kept.contains(c) ? batch : contracted : rows).append(c);
    }
    for (char c : letters(right.letters())) {
      if (!inA.contains(c)) {
        columns.append(c);
      }
    }
    Tensor x = arranged(left, "" + batch + rows + contracted).tensor();
    Tensor y = arranged(right, "" + batch + contracted + columns).tensor();
    int nb = batch.length();
    int nc = contracted.length();
    int nr = rows.length();
    Shape sx = x.shape();
    Shape sy = y.shape();
    Shape shared = common(batch, sx.range(0, nb), sy.range(0, nb));
    Shape inner = common(contracted, sx.range(nb + nr, nb + nr + nc), sy.range(nb, nb + nc));
    Shape sr = sx.range(nb, nb + nr);
    Shape sc = sy.range(nb + nc, y.rank());
    Tensor p =
        x.expand(shared.join(sr).join(inner))
            .reshape(shared.join(Shape.of(sr.size(), inner.size())));
    Tensor q =
        y.expand(shared.join(inner).join(sc))
            .reshape(shared.join(Shape.of(inner.size(), sc.size())));
    Tensor z = p.matmul(q).reshape(shared.join(sr).join(sc));
    return new Term(z, "" + batch + rows + columns);
  }

  private Shape common(CharSequence letters, Shape a, Shape b) {
    for (int i = 0; i < letters.length(); i++) {
      int p = a.get(i);
      int q = b.get(i);
      if (p != q && p != 1 && q != 1) {
        char c = letters.charAt(i);
        throw wrong(
            (c >= FIRST_ELLIPSIS ? "an axis under the ellipsis" : "'" + c + "'")
                + " stands for axes of sizes "
                + p
                + " and "
                + q);
      }
    }
    return Shape.broadcast("einsum", a, b);
  }
}
