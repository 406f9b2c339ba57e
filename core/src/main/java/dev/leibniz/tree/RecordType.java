package dev.leibniz.tree;

import dev.leibniz.StructureException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** How a record class is taken apart and rebuilt. */
final class RecordType {
  private static final ClassValue<RecordType> TYPES =
      new ClassValue<>() {
        @Override
        protected RecordType computeValue(Class<?> type) {
          return new RecordType(type);
        }
      };

  private final Class<?> type;
  private final String[] names;
  private final boolean[] buffers;
  private final MethodHandle[] accessors;
  private final MethodHandle constructor;

  private RecordType(Class<?> type) {
    this.type = type;
    RecordComponent[] components = type.getRecordComponents();
    int n = components.length;
    names = new String[n];
    buffers = new boolean[n];
    accessors = new MethodHandle[n];
    Class<?>[] types = new Class<?>[n];
    try {
      for (int i = 0; i < n; i++) {
        RecordComponent c = components[i];
        names[i] = c.isAnnotationPresent(Unnamed.class) ? "" : c.getName();
        buffers[i] = c.isAnnotationPresent(Buffer.class);
        types[i] = c.getType();
        Method accessor = c.getAccessor();
        accessor.setAccessible(true);
        accessors[i] =
            MethodHandles.lookup()
                .unreflect(accessor)
                .asType(java.lang.invoke.MethodType.methodType(Object.class, Object.class));
      }
      Constructor<?> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      constructor =
          MethodHandles.lookup()
              .unreflectConstructor(canonical)
              .asSpreader(Object[].class, n)
              .asType(java.lang.invoke.MethodType.methodType(Object.class, Object[].class));
    } catch (InaccessibleObjectException | ReflectiveOperationException e) {
      throw new StructureException(closed(type), e);
    }
  }

  private static String closed(Class<?> type) {
    Module ours = RecordType.class.getModule();
    String name = type.getPackageName();
    return "the record "
        + type.getName()
        + " cannot be taken apart: module "
        + type.getModule().getName()
        + " does not open its package "
        + name
        + " to this library; add `opens "
        + name
        + (ours.isNamed() ? " to " + ours.getName() : "")
        + ";` to that module's module-info, or make the record public in a package that is exported";
  }

  static RecordType of(Record r) {
    return TYPES.get(r.getClass());
  }

  int size() {
    return names.length;
  }

  /** Empty if it is not named. */
  String name(int i) {
    return names[i];
  }

  boolean isBuffer(int i) {
    return buffers[i];
  }

  @Nullable Object component(Record r, int i) {
    try {
      return accessors[i].invokeExact((Object) r);
    } catch (Throwable e) {
      throw new StructureException(
          type.getSimpleName() + "." + names[i] + "(): the accessor failed: " + e.getMessage(), e);
    }
  }

  Object make(@Nullable Object[] components) {
    try {
      return constructor.invokeExact(components);
    } catch (Throwable e) {
      throw new StructureException(
          type.getSimpleName()
              + ": its canonical constructor refused rebuilt components ("
              + e.getMessage()
              + "); it must not check shapes, because batched tensors and those of a Jacobian pass"
              + " through it",
          e);
    }
  }
}
