/**
 * Functions of Leibniz, with exact derivatives, for the optimisers and solvers of Hipparchus.
 *
 * <p>See {@link dev.leibniz.hipparchus}.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("requires-transitive-automatic") // Hipparchus declares no modules
module dev.leibniz.hipparchus {
  requires transitive dev.leibniz;
  requires transitive hipparchus.core;
  requires transitive hipparchus.optim;
  requires static org.jspecify;

  exports dev.leibniz.hipparchus;
}
