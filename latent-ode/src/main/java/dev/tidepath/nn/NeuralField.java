package dev.tidepath.nn;

import dev.tidepath.autodiff.Var;
import dev.tidepath.autodiff.Workspace;
import dev.tidepath.ode.Context;
import dev.tidepath.ode.DifferentiableField;
import dev.tidepath.ode.FieldGradient;
import dev.tidepath.ode.FieldTangent;
import dev.tidepath.ode.Linearization;
import dev.tidepath.tensor.Matrix;
import java.util.EnumMap;
import java.util.Map;

/**
 * The sole bridge from programs to solvers: a {@link FieldProgram} bound to a parameter vector, for one thread. Calls
 * allocate nothing once each kind has been called.
 */
public final class NeuralField implements DifferentiableField {

    private enum Kind {
        VALUE,
        STATE_VJP,
        PARAMETER_VJP,
        FULL_VJP,
        JVP
    }

    private final FieldProgram field;
    private final double[] parameters;
    private final int capacity;
    private final Map<Kind, Workspace> workspaces = new EnumMap<>(Kind.class);
    private double[] noTangents = new double[0];

    NeuralField(FieldProgram field, double[] parameters, int capacity) {
        if (parameters.length != field.parameterCount()) {
            throw new IllegalArgumentException(
                    "the field has " + field.parameterCount() + " parameters, not " + parameters.length);
        }
        this.field = field;
        this.parameters = parameters;
        this.capacity = capacity;
    }

    @Override
    public int parameterCount() {
        return field.parameterCount();
    }

    @Override
    public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
        Workspace w = prepared(Kind.VALUE, field.value(), t, y, c);
        w.run();
        w.get(0, dydt);
    }

    @Override
    public void vjp(double[] t, Matrix y, Context c, Matrix a, FieldGradient into) {
        boolean ofState = into.state() != null || into.time() != null || into.context() != null;
        double[] parameterGradient = into.parameters();
        FieldProgram.Part part;
        Kind kind;
        if (parameterGradient == null) {
            kind = Kind.STATE_VJP;
            part = field.stateVjp();
        } else if (ofState) {
            kind = Kind.FULL_VJP;
            part = field.fullVjp();
        } else {
            kind = Kind.PARAMETER_VJP;
            part = field.parameterVjp();
        }
        Workspace w = prepared(kind, part, t, y, c);
        setAdjoint(w, part, a);
        w.run();
        int next = ofState ? addStateParts(w, part, 0, into) : 0;
        if (parameterGradient != null) {
            w.addShared(next, part.blocks(), parameterGradient);
        }
    }

    private static void setAdjoint(Workspace w, FieldProgram.Part part, Matrix a) {
        Var adjoint = part.adjoint();
        if (adjoint != null) {
            w.set(adjoint, a);
        }
    }

    /** Adds the outputs from {@code first} on; returns the index of the one after them. */
    private static int addStateParts(Workspace w, FieldProgram.Part part, int first, FieldGradient into) {
        Matrix state = into.state();
        if (state != null) {
            w.addTo(first, state);
        }
        double[] time = into.time();
        if (time != null) {
            w.addTo(first + 1, 0, time);
        }
        if (part.context() == null) {
            return first + 2;
        }
        Matrix context = into.context();
        if (context != null) {
            w.addTo(first + 2, context);
        }
        return first + 3;
    }

    @Override
    public Linearization newLinearization(int batch, boolean ofParameters) {
        FieldProgram.Part part = field.linear(ofParameters);
        Workspace w = part.program().newWorkspace(batch);
        w.bindParameters(parameters);
        return new Linearization() {
            @Override
            public void eval(double[] t, Matrix y, Context c, Matrix dydt) {
                give(w, part, t, y, c);
                w.runUpTo(part.rate());
                w.get(0, dydt);
            }

            @Override
            public void vjp(Matrix a, FieldGradient into) {
                setAdjoint(w, part, a);
                w.runAfter(part.rate());
                int next = addStateParts(w, part, 1, into);
                double[] gradient = into.parameters();
                if (gradient != null && ofParameters) {
                    w.addShared(next, part.blocks(), gradient);
                }
            }
        };
    }

    @Override
    public void jvp(double[] t, Matrix y, Context c, FieldTangent v, Matrix out) {
        Workspace w = prepared(Kind.JVP, field.jvp(), t, y, c);
        Matrix state = v.state();
        double[] time = v.time();
        Matrix context = v.context();
        double[] tangents = v.parameters();
        FieldProgram.Part part = field.jvp();
        w.setOrClear(part.tangents().get(0), state);
        if (time == null) {
            w.setOrClear(part.tangents().get(1), null);
        } else {
            w.setRow(part.tangents().get(1), 0, time);
        }
        if (part.tangents().size() > 2) {
            w.setOrClear(part.tangents().get(2), context);
        }
        w.bindTangents(tangents == null ? noTangents() : tangents);
        w.run();
        w.get(0, out);
    }

    private double[] noTangents() {
        if (noTangents.length < field.parameterCount()) {
            noTangents = new double[field.parameterCount()];
        }
        return noTangents;
    }

    private Workspace prepared(Kind kind, FieldProgram.Part part, double[] t, Matrix y, Context c) {
        Workspace w = workspaces.get(kind);
        if (w == null) {
            w = part.program().newWorkspace(capacity);
            w.bindParameters(parameters);
            workspaces.put(kind, w);
        }
        give(w, part, t, y, c);
        return w;
    }

    private static void give(Workspace w, FieldProgram.Part part, double[] t, Matrix y, Context c) {
        w.resize(y.batch());
        w.setRow(part.t(), 0, t);
        w.set(part.y(), y);
        Var context = part.context();
        if (context != null) {
            w.set(context, c.features());
        }
    }
}
