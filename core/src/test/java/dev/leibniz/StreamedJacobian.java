package dev.leibniz;

/** A program: a Jacobian of 2,000 rows by 100,000 columns (1.6 GB), in blocks of rows. */
final class StreamedJacobian {
  private StreamedJacobian() {}

  public static void main(String[] args) {
    Tensor x = Tensor.linspace(-1, 1, 100_000);
    Tensor pieces = x.reshape(2000, 50);
    long[] rows = {0};
    boolean[] right = {true};
    Jacobians.rows(
        z -> z.reshape(2000, 50).square().sum(1).mul(z.sum().add(1)),
        x,
        block -> {
          // d/dz of |z_r|² (Σz + 1), Σz = 0: |z_r|² everywhere, and 2 z_r in the piece.
          Tensor sums = block.rows().sum(1);
          Tensor of = pieces.narrow(0, (int) block.first(), block.count());
          Tensor expected = of.square().sum(1).mul(100_000).add(of.sum(1).mul(2));
          right[0] &= sums.sub(expected).abs().amax().item() < 1e-6;
          rows[0] += block.count();
        });
    System.out.println(rows[0] + " " + right[0]);
  }
}
