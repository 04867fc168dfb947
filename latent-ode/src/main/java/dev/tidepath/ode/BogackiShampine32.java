package dev.tidepath.ode;

/** Coefficients of Bogacki and Shampine's 3(2) pair; see {@link ButcherTableau#BOSH3}. */
final class BogackiShampine32 {

    private static final String B = "2/9 1/3 4/9";

    static final PrintedTableau BOSH3 = new PrintedTableau(
            "bosh3", 3, 2, "0 1/2 3/4 1", "1/2\n0 3/4\n" + B, B + " 0", "-5/72 1/12 1/9 -1/8", 3, 3, "");

    private BogackiShampine32() {}
}
