import dev.leibniz.*;
import dev.leibniz.nn.*;
import dev.leibniz.tree.*;
import static dev.leibniz.Autograd.*;
import static dev.leibniz.CustomRules.*;
import static dev.leibniz.Functional.*;
import static dev.leibniz.Index.*;
import static dev.leibniz.KeepDim.*;
