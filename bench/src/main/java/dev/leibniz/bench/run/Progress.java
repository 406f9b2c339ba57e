package dev.leibniz.bench.run;

import java.io.Console;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Lines of results, and below them a bar with the time left if somebody is watching. */
public final class Progress implements AutoCloseable {
  private static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final @Nullable ProgressBar bar;

  /**
   * Begins.
   *
   * @param title of the bar
   * @param steps how many there are
   * @param out where lines go
   */
  public Progress(String title, int steps, PrintWriter out) {
    this.out = out;
    boolean isWatched = isWatched();
    bar =
        isWatched ? new ProgressBarBuilder().setTaskName(title).setInitialMax(steps).build() : null;
  }

  @SuppressWarnings("SystemConsoleNull") // it is null where input and output go elsewhere
  private static boolean isWatched() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /**
   * Says what is being done.
   *
   * @param what the step
   */
  public void at(String what) {
    if (bar != null) {
      bar.setExtraMessage(what);
    }
  }

  /** Counts a step. */
  public void step() {
    if (bar != null) {
      bar.step();
    }
  }

  /**
   * Prints a line above the bar.
   *
   * @param text the line
   */
  public void line(String text) {
    out.println(bar == null ? text : CLEAR + text);
    out.flush();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
