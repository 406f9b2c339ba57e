package dev.leibniz.tree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component that rides along and is no parameter, such as running statistics: it is
 * neither differentiated nor changed by an optimiser.
 *
 * <pre>{@code
 * record Normalise(Tensor scale, @Buffer Tensor mean) { … }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Buffer {}
