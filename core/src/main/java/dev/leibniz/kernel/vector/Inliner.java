package dev.leibniz.kernel.vector;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a function, and every function of this package that it calls, into a loop.
 *
 * <p>The compiler would do so itself if they were short. It leaves a method alone whose own
 * compiled code is longer than 2500 bytes, about 30 vector operations, and then each vector becomes
 * an object that is passed to a call: twenty times slower. Only a call to {@value #SLOW}… remains
 * one, to a method that is not private.
 */
final class Inliner {
  /** How the names of methods begin that are seldom called. */
  static final String SLOW = "slow";

  /** The static method of a loop class that stands for the function. */
  private static final String PLACE = "function";

  private final String inner = Inliner.class.getPackageName().replace('.', '/') + "/";
  private final Map<String, ClassModel> classes = new HashMap<>();
  private final ClassFile classFile = ClassFile.of();

  private Inliner() {}

  /** The class file of a copy of a loop class in which the function stands in its place. */
  static byte[] inline(Class<?> loopClass, Class<?> functions, String function) {
    return new Inliner().into(loopClass, internalName(functions), function);
  }

  private static String internalName(Class<?> c) {
    return c.getName().replace('.', '/');
  }

  private byte[] into(Class<?> loopClass, String functions, String function) {
    String loop = internalName(loopClass);
    CodeTransform code =
        (builder, element) -> {
          if (element instanceof InvokeInstruction call
              && call.owner().asInternalName().equals(loop)
              && call.name().equalsString(PLACE)) {
            write(builder, functions, function, call.typeSymbol());
          } else {
            builder.with(element);
          }
        };
    return classFile.transformClass(model(loop), ClassTransform.transformingMethodBodies(code));
  }

  private ClassModel model(String name) {
    return classes.computeIfAbsent(name, n -> classFile.parse(bytes(n)));
  }

  private static byte[] bytes(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1) + ".class";
    try (InputStream in = requireNonNull(Inliner.class.getResourceAsStream(file), file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MethodModel method(String owner, String name, MethodTypeDesc type) {
    for (MethodModel m : model(owner).methods()) {
      if (m.methodName().equalsString(name) && m.methodTypeSymbol().equals(type)) {
        return m;
      }
    }
    throw new IllegalStateException("no method " + owner + "." + name + type.displayDescriptor());
  }

  /** The method's instructions instead of a call: arguments on the stack become local variables. */
  private void write(CodeBuilder builder, String owner, String name, MethodTypeDesc type) {
    Map<Integer, Integer> slots = new HashMap<>();
    List<ClassDesc> parameters = type.parameterList();
    int slot = parameters.stream().mapToInt(p -> TypeKind.from(p).slotSize()).sum();
    for (ClassDesc parameter : parameters.reversed()) {
      TypeKind kind = TypeKind.from(parameter);
      slot -= kind.slotSize();
      builder.storeLocal(kind, slot(builder, slots, slot, kind));
    }
    Map<Label, Label> labels = new HashMap<>();
    Label end = builder.newLabel();
    List<CodeElement> body = method(owner, name, type).code().orElseThrow().elementList();
    for (CodeElement element : body) {
      switch (element) {
        case LoadInstruction load ->
            builder.loadLocal(load.typeKind(), slot(builder, slots, load.slot(), load.typeKind()));
        case StoreInstruction store ->
            builder.storeLocal(
                store.typeKind(), slot(builder, slots, store.slot(), store.typeKind()));
        case IncrementInstruction increment ->
            builder.iinc(
                slot(builder, slots, increment.slot(), TypeKind.INT), increment.constant());
        case ReturnInstruction _ -> builder.goto_(end);
        case BranchInstruction branch ->
            builder.branch(
                branch.opcode(), labels.computeIfAbsent(branch.target(), _ -> builder.newLabel()));
        case LabelTarget target ->
            builder.labelBinding(labels.computeIfAbsent(target.label(), _ -> builder.newLabel()));
        case InvokeInstruction call when isOurs(call) ->
            write(
                builder,
                call.owner().asInternalName(),
                call.name().stringValue(),
                call.typeSymbol());
        case Instruction other -> builder.with(other);
        default -> {}
      }
    }
    builder.labelBinding(end);
  }

  private boolean isOurs(InvokeInstruction call) {
    return call.opcode() == Opcode.INVOKESTATIC
        && call.owner().asInternalName().startsWith(inner)
        && !call.name().stringValue().startsWith(SLOW);
  }

  private static int slot(
      CodeBuilder builder, Map<Integer, Integer> slots, int slot, TypeKind kind) {
    return slots.computeIfAbsent(slot, _ -> builder.allocateLocal(kind));
  }
}
