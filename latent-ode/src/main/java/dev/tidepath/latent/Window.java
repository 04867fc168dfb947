package dev.tidepath.latent;

import dev.tidepath.random.RandomKey;

/**
 * A stretch of one series: what the encoder reads, what the decoder is asked for, and the key of its random numbers.
 *
 * @param context observations the encoder reads, at least one; the latent path starts at the first of them
 * @param targets times the decoder is asked for, none before the first observation; their values enter the loss
 * @param key key of this window's random numbers
 * @param lastSeen when each channel was last observed before the targets, which may be before the context's own; channels
 *     beyond the array count as observed at its end
 * @param conditions what the series is known to be subject to; read by models that ask for it
 * @param label index of the series' class, or {@link #UNLABELLED}; enters the loss of models with classes
 */
public record Window(
        Observations context,
        Observations targets,
        RandomKey key,
        double[] lastSeen,
        Conditions conditions,
        int label) {

    /** The label of a window whose class is not known. */
    public static final int UNLABELLED = -1;

    /**
     * Checks that the window can be solved.
     *
     * @param context see the component
     * @param targets see the component
     * @param key see the component
     * @param lastSeen see the component
     * @param conditions see the component
     * @param label see the component
     */
    public Window {
        if (context.size() == 0) {
            throw new IllegalArgumentException("a window needs an observation to start from");
        }
        if (targets.size() > 0 && targets.time(0) < context.time(0)) {
            throw new IllegalArgumentException(
                    "targets start at " + targets.time(0) + ", before the first observation at " + context.time(0));
        }
        Ranges.requireAtLeast("label", UNLABELLED, label);
    }

    /**
     * A window without conditions or label.
     *
     * @param context observations the encoder reads, at least one
     * @param targets times the decoder is asked for
     * @param key key of this window's random numbers
     * @param lastSeen when each channel was last observed before the targets
     */
    public Window(Observations context, Observations targets, RandomKey key, double[] lastSeen) {
        this(context, targets, key, lastSeen, Conditions.none(), UNLABELLED);
    }

    /**
     * A window whose channels were all observed at its end.
     *
     * @param context observations the encoder reads, at least one
     * @param targets times the decoder is asked for
     * @param key key of this window's random numbers
     */
    public Window(Observations context, Observations targets, RandomKey key) {
        this(context, targets, key, new double[0]);
    }

    /**
     * The same window under conditions.
     *
     * @param known what the series is subject to
     * @return a window
     */
    public Window under(Conditions known) {
        return new Window(context, targets, key, lastSeen, known, label);
    }

    /**
     * The same window of a known class.
     *
     * @param index of the class, or {@link #UNLABELLED}
     * @return a window
     */
    public Window labelled(int index) {
        return new Window(context, targets, key, lastSeen, conditions, index);
    }

    /**
     * How long before a time a channel was last observed.
     *
     * @param channel channel index
     * @param time model time
     * @return zero or more
     */
    public double lead(int channel, double time) {
        return Math.max(0, time - (channel < lastSeen.length ? lastSeen[channel] : end()));
    }

    /**
     * Where the latent path starts.
     *
     * @return model time of the first observation
     */
    public double start() {
        return context.time(0);
    }

    /**
     * Where the observations end.
     *
     * @return model time of the last observation
     */
    public double end() {
        return context.time(context.size() - 1);
    }

    /** The same window, asked for what it has read. */
    Window ofContext() {
        return new Window(context, context, key, lastSeen, conditions, label);
    }

    /** The same window, of which all that is asked for has been read; where nothing is asked for, itself. */
    Window ofTargets() {
        return targets.size() == 0 ? this : new Window(targets, targets, key, lastSeen, conditions, label);
    }
}
