package dev.leibniz.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every case is carried by a test of this package or listed in docs/parity.md, and not both. */
class ParityTableTest {
  private static final int LAST = 254;
  private static final Path TABLE = Path.of("..", "docs", "parity.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9][0-9, –]*) \\|.*$");
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:–(\\d+))?");

  private static List<Integer> carried() throws IOException, URISyntaxException {
    String self = ParityTableTest.class.getSimpleName() + ".class";
    Path folder =
        Path.of(Objects.requireNonNull(ParityTableTest.class.getResource(self)).toURI())
            .getParent();
    List<Integer> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.list(Objects.requireNonNull(folder))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith("Test.class")) {
          for (Method m : type(name).getDeclaredMethods()) {
            Parity parity = m.getAnnotation(Parity.class);
            if (parity != null) {
              IntStream.of(parity.value()).forEach(numbers::add);
            }
          }
        }
      }
    }
    return numbers;
  }

  private static Class<?> type(String file) {
    String name = file.substring(0, file.length() - ".class".length());
    try {
      return Class.forName(ParityTableTest.class.getPackageName() + "." + name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(file, e);
    }
  }

  private static List<Integer> listed() throws IOException {
    List<Integer> numbers = new ArrayList<>();
    String page = Files.readString(TABLE);
    String lists = section(page, "## Left out");
    for (Matcher row = ROW.matcher(lists); row.find(); ) {
      for (Matcher m = RANGE.matcher(row.group(1)); m.find(); ) {
        int first = Integer.parseInt(m.group(1));
        int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
        IntStream.rangeClosed(first, last).forEach(numbers::add);
      }
    }
    return numbers;
  }

  private static String section(String page, String heading) {
    int start = page.indexOf(heading);
    if (start < 0) {
      return "";
    }
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  @Test
  void everyCaseIsEitherCarriedByATestOrListed() throws Exception {
    Set<Integer> tests = new TreeSet<>(carried());
    Set<Integer> table = new TreeSet<>(listed());
    Set<Integer> both = new TreeSet<>(tests);
    both.retainAll(table);
    assertThat(both).as("carried by a test, and in docs/parity.md").isEmpty();
    Set<Integer> all = new TreeSet<>(tests);
    all.addAll(table);
    assertThat(all)
        .as("carried by a test, or in docs/parity.md")
        .containsExactlyElementsOf(IntStream.rangeClosed(1, LAST).boxed().toList());
  }

  @Test
  void noCaseIsListedTwice() throws Exception {
    assertThat(listed()).doesNotHaveDuplicates();
  }
}
