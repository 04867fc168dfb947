package dev.tidepath.latent;

/** The contract for {@link LatentSde} with the latent ODE's modes for its drift. */
class ModalLatentSdeTest extends LatentSdeTest {

    @Override
    FieldOptions prior() {
        return new FieldOptions.Modes(1, 1, 2, 8, 4, 16);
    }

    @Override
    boolean goesOnWithSines() {
        return true;
    }
}
