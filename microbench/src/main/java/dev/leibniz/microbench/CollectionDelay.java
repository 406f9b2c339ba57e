package dev.leibniz.microbench;

import dev.leibniz.DType;
import dev.leibniz.Shape;
import dev.leibniz.Tensor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Multiplies large matrices on one thread while another makes garbage and asks for collections. How
 * long the collector waits for the multiplying thread stands in the JVM's log of safepoints:
 *
 * <pre>
 * java -Xlog:safepoint … dev.leibniz.microbench.CollectionDelay [rows] [seconds]
 * </pre>
 */
public final class CollectionDelay {
  private CollectionDelay() {}

  /**
   * Runs for some seconds.
   *
   * @param arguments the rows of a matrix, 2048 if absent; the seconds, 10 if absent
   */
  public static void main(String[] arguments) throws InterruptedException {
    int rows = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2048;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
    Tensor x = Tensor.full(Shape.of(rows, rows), 0.5, DType.FLOAT32);
    AtomicBoolean isOver = new AtomicBoolean();
    int[] products = {0};
    Thread worker =
        new Thread(() -> {
          while (!isOver.get()) {
            x.matmul(x);
            products[0]++;
          }
        });
    worker.start();
    int collections = 0;
    for (long end = System.nanoTime() + seconds * 1_000_000_000L; System.nanoTime() < end; ) {
      makeGarbage();
      System.gc();
      collections++;
      Thread.sleep(20);
    }
    isOver.set(true);
    worker.join();
    System.out.println(products[0] + " products, " + collections + " collections asked for");
  }

  private static void makeGarbage() {
    Tensor t = Tensor.ones(1000);
    for (int i = 0; i < 1000; i++) {
      t = t.mul(0.5);
    }
  }
}
