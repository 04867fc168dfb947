package dev.tidepath.train;

import java.util.Map;
import java.util.Optional;

/** Where a training's last checkpoint is kept from one run of a program to the next. */
public interface CheckpointStore {

    /**
     * The checkpoint to go on from.
     *
     * @param fingerprint facts, by name, that the results depend on: data, options, the model's shape
     * @return empty if none is kept
     * @throws RuntimeException if what is kept cannot be read, or its fingerprint is another one
     */
    Optional<Checkpoint> load(Map<String, String> fingerprint);

    /**
     * Keeps a checkpoint in place of the last one: whatever happens meanwhile, one of the two is kept.
     *
     * @param fingerprint what it belongs to
     * @param checkpoint where the training stands
     */
    void save(Map<String, String> fingerprint, Checkpoint checkpoint);
}
