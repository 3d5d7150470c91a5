package io.scaleproof.loadtest.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Versions and sizes of all that took part.
 *
 * @param scaleproof version of this load test
 * @param java version of the JVM that sent the load
 * @param generatorCpus processors of the machine that sent the load
 * @param kubernetes version of the API server
 * @param nodes number of nodes; 0 when they may not be listed
 * @param nodeCpus processors of all nodes together
 * @param image image of the loaded container
 * @param settings further facts worth comparing between two runs (cpu request, cpu limit, probes, ...), by name
 */
public record Environment(
        String scaleproof,
        String java,
        int generatorCpus,
        String kubernetes,
        int nodes,
        int nodeCpus,
        String image,
        Map<String, String> settings) {

    public Environment {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
