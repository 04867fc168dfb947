package dev.tidepath.latent;

import static dev.tidepath.latent.Ranges.requireAtLeast;

import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.DrivenField;
import dev.tidepath.tensor.Matrix;
import dev.tidepath.tensor.ShapeException;
import java.util.List;

/**
 * How many {@link Conditions} of its windows a model reads. The field sees the static features c and the covariates u(t) at
 * every time the solver asks for, the decoder at every target, the encoder at every observation and, if it is an ODE-RNN,
 * in its field as well.
 *
 * @param statics static features, zero or more
 * @param covariates covariates, zero or more
 */
public record Conditioning(int statics, int covariates) {

    /**
     * Checks the ranges.
     *
     * @param statics see the component
     * @param covariates see the component
     */
    public Conditioning {
        requireAtLeast("static features", 0, statics);
        requireAtLeast("covariates", 0, covariates);
    }

    /**
     * None; the model does not look at its windows' conditions.
     *
     * @return zero and zero
     */
    public static Conditioning none() {
        return new Conditioning(0, 0);
    }

    int size() {
        return statics + covariates;
    }

    /** The field with its covariates; what it reads of windows is their {@link #context}. */
    DifferentiableField drive(DifferentiableField field, int capacity) {
        return covariates == 0 ? field : new DrivenField(field, statics, covariates, capacity);
    }

    Context context(List<Window> lanes) {
        if (size() == 0) {
            return Context.none();
        }
        lanes.forEach(this::requireFits);
        return DrivenField.context(
                lanes.stream().map(w -> w.conditions().statics()).toList(),
                lanes.stream().map(w -> w.conditions().covariates()).toList());
    }

    /** Writes a window's static features and its covariates at a time into rows of a column. */
    void tell(Window window, double time, Matrix into, int firstRow, int column) {
        if (size() == 0) {
            return;
        }
        requireFits(window);
        Conditions own = window.conditions();
        for (int i = 0; i < statics; i++) {
            into.row(firstRow + i)[column] = own.statics()[i];
        }
        for (int i = 0; i < covariates; i++) {
            into.row(firstRow + statics + i)[column] = own.covariates().value(i, time);
        }
    }

    private void requireFits(Window window) {
        requireSame("static features of a window", statics, window.conditions().statics().length);
        requireSame(
                "covariates of a window",
                covariates,
                window.conditions().covariates().inputs());
    }

    private static void requireSame(String what, int expected, int found) {
        if (found != expected) {
            throw new ShapeException(what, expected, found);
        }
    }
}
