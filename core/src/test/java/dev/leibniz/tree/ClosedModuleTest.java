package dev.leibniz.tree;

import static dev.leibniz.TensorAssert.assertThatTensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leibniz.Functional;
import dev.leibniz.StructureException;
import dev.leibniz.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of modules that were really compiled, and opened to this library or not. */
class ClosedModuleTest {
  private static final String RECORDS =
      """
      package locked.inside;

      import java.util.function.Function;

      public final class Door {
        record Hidden(Object weight) {}

        private record Nested(Object weight) {}

        public record Shown(Object weight) {}

        public static final Function<Object, Object> HIDDEN = Hidden::new;
        public static final Function<Object, Object> NESTED = Nested::new;
        public static final Function<Object, Object> SHOWN = Shown::new;
      }
      """;

  @TempDir Path folder;

  private Object record(String module, String maker) throws Exception {
    write("module-info.java", "module locked.box { " + module + " }");
    write("locked/inside/Door.java", RECORDS);
    Path classes = folder.resolve("classes");
    StringWriter output = new StringWriter();
    int failures =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                new PrintWriter(output),
                new PrintWriter(output),
                "-proc:none",
                "-d",
                classes.toString(),
                folder.resolve("module-info.java").toString(),
                folder.resolve("locked/inside/Door.java").toString());
    assertThat(failures).as(output.toString()).isZero();
    ModuleLayer boot = ModuleLayer.boot();
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(
            boot.configuration()
                .resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("locked.box")),
            ClassLoader.getSystemClassLoader());
    Class<?> door = layer.findLoader("locked.box").loadClass("locked.inside.Door");
    @SuppressWarnings("unchecked") // as it stands in the source above
    Function<Object, Object> make =
        (Function<Object, Object>) Objects.requireNonNull(door.getField(maker).get(null));
    return make.apply(Tensor.of(1, 2));
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }

  private static void assertRefused(Object closed, String record) {
    assertThatThrownBy(() -> Functional.grad(p -> Tensor.scalar(1), closed))
        .isInstanceOf(StructureException.class)
        .hasMessageContainingAll(
            "locked.inside.Door$" + record,
            "module locked.box does not open its package locked.inside",
            "add `opens locked.inside to dev.leibniz;` to that module's module-info",
            "public");
  }

  @Test
  void aRecordThatItsModuleDoesNotOpenIsNamedWithTheLineThatOpensIt() throws Exception {
    assertRefused(record("exports locked.inside;", "HIDDEN"), "Hidden");
    assertRefused(record("exports locked.inside;", "NESTED"), "Nested");
  }

  @Test
  void thatLineOpensIt() throws Exception {
    String opened = "exports locked.inside; opens locked.inside to dev.leibniz;";
    for (String maker : new String[] {"HIDDEN", "NESTED"}) {
      assertThatTensor(Tree.leaves(record(opened, maker)).getFirst().tensor())
          .isExactly(Tensor.of(1, 2));
    }
  }

  @Test
  void soDoesMakingItPublicAndExportingThePackage() throws Exception {
    Object shown = record("exports locked.inside;", "SHOWN");
    assertThat(Tree.leaves(shown)).extracting(Tree.Leaf::path).containsExactly("weight");
  }
}
