package io.scaleproof.loadtest.target;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.scaleproof.loadtest.record.CouldNotRun;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells which port of the pods a Service leads to; without one, the only one that they declare. */
final class PodPorts {
    private PodPorts() {}

    /** Empty where there is no Service and it is not clear. */
    static OptionalInt of(Optional<Service> service, ScaleTarget target) {
        if (service.isPresent()) {
            return OptionalInt.of(behind(service.get().getSpec().getPorts().getFirst(), target));
        }
        List<ContainerPort> declared = declared(target);
        return declared.size() == 1 ? OptionalInt.of(declared.getFirst().getContainerPort()) : OptionalInt.empty();
    }

    private static int behind(ServicePort port, ScaleTarget target) {
        if (port.getTargetPort() == null) {
            return port.getPort();
        }
        if (port.getTargetPort().getIntVal() != null) {
            return port.getTargetPort().getIntVal();
        }
        return declared(target).stream()
                .filter(named -> port.getTargetPort().getStrVal().equals(named.getName()))
                .findFirst()
                .map(ContainerPort::getContainerPort)
                .orElse(port.getPort());
    }

    private static List<ContainerPort> declared(ScaleTarget target) {
        return target.containers().stream()
                .flatMap(container -> container.getPorts().stream())
                .toList();
    }

    /** That somebody has to say which. */
    static CouldNotRun unclear(ScaleTarget target) {
        return new CouldNotRun(
                "The pods of %s declare %d ports, and no one Service tells which of them takes the load"
                        .formatted(target.workload().words(), declared(target).size()),
                "name a Service that leads to it: --service NAME");
    }
}
