package dev.tidepath.ode;

/** Coefficients of Dormand and Prince's 5(4) pair; see {@link ButcherTableau#DOPRI5}. */
final class DormandPrince54 {

    private static final String B = "35/384 0 500/1113 125/192 -2187/6784 11/84";

    static final PrintedTableau DOPRI5 = new PrintedTableau(
            "dopri5",
            5,
            4,
            "0 1/5 3/10 4/5 8/9 1 1",
            """
            1/5
            3/40 9/40
            44/45 -56/15 32/9
            19372/6561 -25360/2187 64448/6561 -212/729
            9017/3168 -355/33 46732/5247 49/176 -5103/18656
            """ + B,
            B + " 0",
            "71/57600 0 -71/16695 71/1920 -17253/339200 22/525 -1/40",
            4,
            3,
            """
            -12715105075/11282082432 0 87487479700/32700410799 -10690763975/1880347072 \
            701980252875/199316789632 -1453857185/822651844 69997945/29380423
            """);

    private DormandPrince54() {}
}
