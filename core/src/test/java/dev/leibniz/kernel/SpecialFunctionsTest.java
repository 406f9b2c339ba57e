package dev.leibniz.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The special functions against values that mpmath has computed with 60 digits. */
class SpecialFunctionsTest {
  private static final double[][] ERF = {
    {1e-300, 1.1283791670955126e-300},
    {1e-09, 1.1283791670955127e-09},
    {0.1, 0.1124629160182849},
    {0.4, 0.42839235504666845},
    {0.47, 0.4937450508860821},
    {0.5, 0.5204998778130465},
    {0.9, 0.7969082124228322},
    {1.5, 0.9661051464753108},
    {2.5, 0.999593047982555},
    {4.0, 0.9999999845827421},
    {5.5, 0.9999999999999927},
    {-0.3, -0.3286267594591274},
    {-2.0, -0.9953222650189527},
  };

  private static final double[][] ERFC = {
    {1e-09, 0.9999999988716208},
    {0.1, 0.887537083981715},
    {0.46, 0.5153446099983203},
    {0.52, 0.46210136952114556},
    {0.9, 0.20309178757716786},
    {1.5, 0.033894853524689274},
    {2.5, 0.0004069520174449589},
    {4.1, 6.700027654084918e-09},
    {9.0, 4.13703174651381e-37},
    {20.0, 5.395865611607901e-176},
    {26.0, 5.663192408856143e-296},
    {-0.3, 1.3286267594591274},
    {-2.0, 1.9953222650189528},
  };

  private static final double[][] ERFINV = {
    {1e-300, 8.86226925452758e-301},
    {1e-09, 8.86226925452758e-10},
    {0.1, 0.08885599049425769},
    {0.5, 0.4769362762044699},
    {0.84, 0.9935356283473041},
    {0.86, 1.0435418436397588},
    {0.95, 1.3859038243496777},
    {0.999, 2.3267537655135246},
    {0.999999999, 4.320005388105362},
    {0.9999999999999999, 5.8635847487551676},
    {-0.3, -0.2724627147267543},
    {-0.99, -1.8213863677184494},
  };

  private static final double[][] LGAMMA = {
    {1e-300, 690.7755278982137},
    {1e-05, 11.512919692895826},
    {0.2, 1.5240638224307845},
    {0.5, 0.5723649429247001},
    {0.999, 0.0005780385328913802},
    {1.0001, -5.771334222047127e-05},
    {1.46, -0.12148500100400743},
    {1.99, -0.004195529088791668},
    {2.001, 0.000423106734800117},
    {2.5, 0.2846828704729192},
    {3.7, 1.428072326665388},
    {9.9, 12.57717990421988},
    {10.1, 13.027526738633236},
    {100.5, 361.4355404677776},
    {10000000000.0, 220258509288.81058},
    {-0.5, 1.2655121234846454},
    {-1.3, 1.2024757863901114},
    {-10.7, -15.416789096416636},
  };

  private static final double[][] DIGAMMA = {
    {1e-05, -100000.57719921567},
    {0.2, -5.289039896592188},
    {0.5, -1.9635100260214235},
    {1.0, -0.5772156649015329},
    {1.4, -0.06138454458511624},
    {1.46, -0.0015805619870834522},
    {1.4616, -3.110625123034165e-05},
    {1.47, 0.008066489011364869},
    {1.6, 0.12604745277347632},
    {2.5, 0.7031566406452432},
    {9.9, 2.2411803166063815},
    {10.1, 2.262214357094148},
    {100.5, 4.605174352581845},
    {10000000000.0, 23.025850929890456},
    {-0.3, 2.113309779635399},
    {-1.3, 2.8825405488661673},
    {-10.7, 0.13374481244706443},
  };

  private static final double[][] TRIGAMMA = {
    {0.001, 1000001.6425331958},
    {0.2, 26.267377205423777},
    {0.5, 4.934802200544679},
    {1.0, 1.6449340668482264},
    {2.5, 0.49035775610023485},
    {9.9, 0.1062830416287406},
    {100.5, 0.009999916669583104},
    {1000000.0, 1.0000005000001667e-06},
    {-0.3, 13.945160267805722},
    {-1.3, 14.53687624413708},
  };

  private static final double[][] TETRAGAMMA = {
    {0.001, -2000000002.3976321},
    {0.2, -251.4780361144359},
    {0.5, -16.82879664423432},
    {1.0, -2.4041138063191885},
    {2.5, -0.2362040516417274},
    {9.9, -0.011285526423707164},
    {100.5, -9.999750014581719e-05},
    {1000000.0, -1.0000010000005e-12},
  };

  private static final double[][] ASINH = {
    {1e-300, 1e-300},
    {1e-09, 1e-09},
    {0.1, 0.09983407889920756},
    {1.0, 0.881373587019543},
    {10.0, 2.99822295029797},
    {1000000000.0, 21.416413017506358},
    {1e+300, 691.4686750787737},
    {-0.5, -0.48121182505960347},
  };

  private static final double[][] ACOSH = {
    {1.0000000000009095, 1.3486991523485068e-06},
    {1.1, 0.4435682543851154},
    {2.0, 1.3169578969248168},
    {10.0, 2.993222846126381},
    {1000000000.0, 21.416413017506358},
    {1e+300, 691.4686750787737},
  };

  private static final double[][] ATANH = {
    {1e-300, 1e-300},
    {1e-09, 1e-09},
    {0.1, 0.10033534773107558},
    {0.5, 0.5493061443340549},
    {0.9, 1.4722194895832204},
    {0.9999999999990905, 14.20951720147865},
    {-0.5, -0.5493061443340549},
  };

  private static final double[][] SIGMOID = {
    {0.0, 0.5},
    {1e-09, 0.50000000025},
    {1.0, 0.7310585786300049},
    {20.0, 0.9999999979388464},
    {40.0, 1.0},
    {-1.0, 0.2689414213699951},
    {-20.0, 2.0611536181902037e-09},
    {-40.0, 4.248354255291589e-18},
    {-700.0, 9.85967654375977e-305},
  };

  private static final double[][] SOFTPLUS = {
    {0.0, 0.6931471805599453},
    {1e-09, 0.6931471810599453},
    {1.0, 1.3132616875182228},
    {20.0, 20.000000002061153},
    {40.0, 40.0},
    {800.0, 800.0},
    {-1.0, 0.3132616875182228},
    {-20.0, 2.061153620314381e-09},
    {-40.0, 4.248354255291589e-18},
    {-700.0, 9.85967654375977e-305},
  };

  private static final double[][] LOG2 = {
    {1e-310, -1029.7977094150824},
    {0.1, -3.321928094887362},
    {0.999, -0.0014434168696687186},
    {1.001, 0.0014419741739063218},
    {3.0, 1.584962500721156},
    {1e+300, 996.5784284662087},
  };

  private static void check(DoubleUnaryOperator f, double[][] table, double relative) {
    for (double[] row : table) {
      assertThat(Math.abs(f.applyAsDouble(row[0]) - row[1]))
          .as("at %s: %s, not %s", row[0], f.applyAsDouble(row[0]), row[1])
          .isLessThanOrEqualTo(relative * Math.abs(row[1]));
    }
  }

  @Test
  void errorFunctions() {
    check(SpecialFunctions::erf, ERF, 6e-16);
    check(SpecialFunctions::erfc, ERFC, 8e-16);
    check(SpecialFunctions::erfinv, ERFINV, 1e-15);
  }

  @Test
  void gammaFunctions() {
    check(SpecialFunctions::lgamma, LGAMMA, 1e-15);
    check(SpecialFunctions::digamma, DIGAMMA, 2e-15);
    check(x -> SpecialFunctions.polygamma(0, x), DIGAMMA, 2e-15);
    check(x -> SpecialFunctions.polygamma(1, x), TRIGAMMA, 2e-15);
    check(x -> SpecialFunctions.polygamma(2, x), TETRAGAMMA, 2e-15);
  }

  @Test
  void elementaryFunctions() {
    check(SpecialFunctions::asinh, ASINH, 6e-16);
    check(SpecialFunctions::acosh, ACOSH, 6e-16);
    check(SpecialFunctions::atanh, ATANH, 6e-16);
    check(SpecialFunctions::sigmoid, SIGMOID, 6e-16);
    check(SpecialFunctions::log1pexp, SOFTPLUS, 6e-16);
    check(SpecialFunctions::log2, LOG2, 6e-16);
  }

  @Test
  void edges() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(SpecialFunctions.erf(infinity)).isEqualTo(1);
    assertThat(SpecialFunctions.erf(-infinity)).isEqualTo(-1);
    assertThat(SpecialFunctions.erf(Double.NaN)).isNaN();
    assertThat(SpecialFunctions.erfc(infinity)).isZero();
    assertThat(SpecialFunctions.erfc(-infinity)).isEqualTo(2);
    assertThat(SpecialFunctions.erfc(Double.NaN)).isNaN();
    assertThat(SpecialFunctions.erfinv(1)).isEqualTo(infinity);
    assertThat(SpecialFunctions.erfinv(-1)).isEqualTo(-infinity);
    assertThat(SpecialFunctions.erfinv(1.5)).isNaN();
    assertThat(SpecialFunctions.lgamma(0)).isEqualTo(infinity);
    assertThat(SpecialFunctions.lgamma(-3)).isEqualTo(infinity);
    assertThat(SpecialFunctions.lgamma(1)).isZero();
    assertThat(SpecialFunctions.lgamma(2)).isZero();
    assertThat(SpecialFunctions.lgamma(-infinity)).isEqualTo(infinity);
    assertThat(SpecialFunctions.digamma(0.0)).isEqualTo(-infinity);
    assertThat(SpecialFunctions.digamma(-0.0)).isEqualTo(infinity);
    assertThat(SpecialFunctions.digamma(-2)).isNaN();
    assertThat(SpecialFunctions.digamma(infinity)).isEqualTo(infinity);
    assertThat(SpecialFunctions.log2(8)).isEqualTo(3);
    assertThat(SpecialFunctions.log2(0x1p-1074)).isEqualTo(-1074);
    assertThat(SpecialFunctions.log2(0)).isEqualTo(-infinity);
    assertThat(SpecialFunctions.log2(-1)).isNaN();
    assertThat(SpecialFunctions.acosh(0.5)).isNaN();
    assertThat(SpecialFunctions.atanh(-1)).isEqualTo(-infinity);
    assertThat(SpecialFunctions.atanh(2)).isNaN();
    assertThat(SpecialFunctions.sigmoid(-infinity)).isZero();
    assertThat(SpecialFunctions.sigmoid(infinity)).isEqualTo(1);
  }

  @Test
  void logarithmOfASumOfExponentials() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(SpecialFunctions.logaddexp(-infinity, -infinity)).isEqualTo(-infinity);
    assertThat(SpecialFunctions.logaddexp(infinity, infinity)).isEqualTo(infinity);
    assertThat(SpecialFunctions.logaddexp(infinity, -infinity)).isEqualTo(infinity);
    assertThat(SpecialFunctions.logaddexp(-infinity, 3)).isEqualTo(3);
    assertThat(SpecialFunctions.logaddexp(1000, 1000)).isEqualTo(1000 + Math.log(2));
    assertThat(SpecialFunctions.logaddexp(1, Double.NaN)).isNaN();
  }
}
