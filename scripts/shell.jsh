import dev.leibniz.*;
import static dev.leibniz.Functional.*;
