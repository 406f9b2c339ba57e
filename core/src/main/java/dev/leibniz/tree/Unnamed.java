package dev.leibniz.tree;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a record component whose name is left out of the paths to what it holds, as if its list or
 * map stood in the record's own place.
 *
 * <pre>{@code
 * record Chain(@Unnamed List<Linear> links) {}       // paths 0.weight, 0.bias, 1.weight, …
 * }</pre>
 *
 * <p>The names of what it holds must differ from those of the record's other components.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unnamed {}
