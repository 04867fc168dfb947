package dev.tidepath.forecasting.statespace;

/** A part of the state that moves on its own: one or more blocks of a size on the diagonal of the transition. */
sealed interface Component permits TrendComponent, SeasonComponent, CarmaComponent {

    /** How many blocks there are. */
    int blocks();

    /** How many elements a block has, 1 to 3. */
    int blockSize();

    /** Writes F and Q for a gap into blocks of a transition. */
    void discretise(double gap, Transition into, int firstBlock);

    /** Weights of a block's elements in the observation, the same for every block. */
    double[] loading();

    /** Covariance of a block's elements at the first time, row by row; zero for what is diffuse. */
    double[] start();

    /** How many elements, from the first one, start diffuse. */
    int diffuse();
}
