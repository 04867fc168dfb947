package dev.tidepath.benchmarks;

import dev.tidepath.ode.Solution;
import java.util.Map;

/** What a solve cost, over samples: evaluations of the dearest and of the mean one, the most attempted steps. */
record Cost(long most, double mean, int steps) {

    static Cost of(Solution solution) {
        long most = 0;
        long sum = 0;
        int steps = 0;
        int samples = solution.saveAt().batch();
        for (int b = 0; b < samples; b++) {
            Solution.SampleReport report = solution.report(b);
            most = Math.max(most, report.evaluations());
            sum += report.evaluations();
            steps = Math.max(steps, report.accepted() + report.rejected());
        }
        return new Cost(most, (double) sum / samples, steps);
    }

    void describe(Map<String, Object> row) {
        row.put("steps", steps);
        row.put("nfe", most);
        row.put("nfe_mean", Math.rint(mean * 10) / 10);
    }
}
