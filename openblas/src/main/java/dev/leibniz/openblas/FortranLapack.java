package dev.leibniz.openblas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.leibniz.spi.Lapack;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.Optional;

/**
 * LAPACK by its Fortran interface, which every library that has LAPACK offers: all arguments by
 * reference, and the lengths of strings behind them.
 */
@SuppressWarnings("restricted") // --enable-native-access is the user's consent.
final class FortranLapack implements Lapack {
  /** Columns that are worked on at once, at most. */
  private static final int BLOCK = 64;

  private final int bytes;
  private final MethodHandle geqrf;
  private final MethodHandle orgqr;
  private final MethodHandle syevd;
  private final MethodHandle gesdd;

  private FortranLapack(SymbolLookup symbols, String prefix, int bytes) {
    this.bytes = bytes;
    this.geqrf = bind(symbols, prefix + "geqrf_", 8, 0);
    this.orgqr = bind(symbols, prefix + "orgqr_", 9, 0);
    this.syevd = bind(symbols, prefix + "syevd_", 11, 2);
    this.gesdd = bind(symbols, prefix + "gesdd_", 14, 1);
  }

  private static MethodHandle bind(SymbolLookup symbols, String name, int arguments, int strings) {
    MemoryLayout[] layouts = new MemoryLayout[arguments + strings];
    Arrays.fill(layouts, ADDRESS);
    Arrays.fill(layouts, arguments, layouts.length, JAVA_LONG);
    return Linker.nativeLinker()
        .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.ofVoid(layouts));
  }

  /** The routines of a prefix, {@code s} or {@code d}, if the library has them all. */
  static Optional<Lapack> find(SymbolLookup symbols, String prefix, int bytes) {
    for (String name : new String[] {"geqrf_", "orgqr_", "syevd_", "gesdd_"}) {
      if (symbols.find(prefix + name).isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new FortranLapack(symbols, prefix, bytes));
  }

  private static MemorySegment of(Arena arena, int number) {
    return arena.allocateFrom(JAVA_INT, number);
  }

  private static MemorySegment letter(Arena arena, char letter) {
    return arena.allocateFrom(JAVA_BYTE, (byte) letter);
  }

  private MemorySegment room(Arena arena, long count) {
    return arena.allocate(Math.max(1, count) * bytes, 64);
  }

  @Override
  public int geqrf(int m, int n, MemorySegment a, MemorySegment tau) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = of(arena, 0);
      MemorySegment rows = of(arena, m);
      int size = BLOCK * Math.max(1, n);
      geqrf.invokeExact(rows, of(arena, n), a, rows, tau, room(arena, size), of(arena, size), info);
      return checked("geqrf", info);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  @Override
  public int orgqr(int m, int n, MemorySegment a, MemorySegment tau) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = of(arena, 0);
      MemorySegment rows = of(arena, m);
      MemorySegment columns = of(arena, n);
      int size = BLOCK * Math.max(1, n);
      orgqr.invokeExact(
          rows, columns, columns, a, rows, tau, room(arena, size), of(arena, size), info);
      return checked("orgqr", info);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  @Override
  public int syevd(int n, MemorySegment a, MemorySegment w) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = of(arena, 0);
      MemorySegment rows = of(arena, n);
      int size = Math.addExact(1, Math.multiplyExact(n, Math.addExact(6 + BLOCK, 2 * n)));
      int integers = 3 + 5 * n;
      syevd.invokeExact(
          letter(arena, 'V'),
          letter(arena, 'U'),
          rows,
          a,
          rows,
          w,
          room(arena, size),
          of(arena, size),
          arena.allocate(JAVA_INT, integers),
          of(arena, integers),
          info,
          1L,
          1L);
      return checked("syevd", info);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  @Override
  public int gesdd(
      int m, int n, MemorySegment a, MemorySegment s, MemorySegment u, MemorySegment vt) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment integers = arena.allocate(JAVA_INT, 8L * Math.max(1, Math.min(m, n)));
      MemorySegment asked = room(arena, 1);
      gesdd(arena, m, n, a, s, u, vt, asked, -1, integers);
      double answer = bytes == Float.BYTES ? asked.get(JAVA_FLOAT, 0) : asked.get(JAVA_DOUBLE, 0);
      int size = Math.toIntExact((long) Math.ceil(answer * (1 + 1e-6)) + 1);
      return gesdd(arena, m, n, a, s, u, vt, room(arena, size), size, integers);
    } catch (Throwable e) {
      throw Calls.failed(e);
    }
  }

  private int gesdd(
      Arena arena,
      int m,
      int n,
      MemorySegment a,
      MemorySegment s,
      MemorySegment u,
      MemorySegment vt,
      MemorySegment work,
      int size,
      MemorySegment integers)
      throws Throwable {
    MemorySegment info = of(arena, 0);
    MemorySegment rows = of(arena, m);
    gesdd.invokeExact(
        letter(arena, 'S'),
        rows,
        of(arena, n),
        a,
        rows,
        s,
        u,
        rows,
        vt,
        of(arena, Math.min(m, n)),
        work,
        of(arena, size),
        integers,
        info,
        1L);
    return checked("gesdd", info);
  }

  private static int checked(String routine, MemorySegment info) {
    int i = info.get(JAVA_INT, 0);
    if (i < 0) {
      throw new IllegalStateException(routine + " refuses its argument " + -i);
    }
    return i;
  }
}
