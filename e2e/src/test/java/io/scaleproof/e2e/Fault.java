package io.scaleproof.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What goes wrong in mid-run, one thing each, while three to four pods serve a load. What is promised of each stands in
 * docs/faults.md.
 */
enum Fault {
    A_POD_IS_DELETED(0) {
        @Override
        void plant(Stack stack) {
            stack.kubectl("delete pod --wait=false " + aPod(stack));
        }
    },
    /** Its process is killed at once, and with it what it was answering. */
    A_POD_IS_KILLED(4) {
        @Override
        void plant(Stack stack) {
            stack.kubectl("delete pod --wait=false --force --grace-period=0 " + aPod(stack));
        }
    },
    /** Until new ones are ready nobody answers: the ledger has to count that. */
    ALL_PODS_ARE_KILLED(120) {
        @Override
        void plant(Stack stack) {
            stack.kubectl("delete pods --all --wait=false --force --grace-period=0");
        }
    },
    /** The HPA is blind and leaves the pods as they are. */
    METRICS_SERVER_IS_GONE_FOR_A_MINUTE(0) {
        @Override
        void plant(Stack stack) {
            stack.type("kubectl --namespace kube-system scale deployment metrics-server --replicas 0")
                    .ok();
            sleep(Duration.ofSeconds(60));
            mend(stack);
        }

        @Override
        void mend(Stack stack) {
            stack.type(
                            "kubectl --namespace kube-system scale deployment metrics-server --replicas 1"
                                    + " && kubectl --namespace kube-system rollout status deployment metrics-server --timeout=2m")
                    .ok();
        }
    },
    /** Beyond the load's end: no pod comes or goes, and no HPA looks. Requests never pass through any of it. */
    THE_CONTROLLER_MANAGER_IS_GONE_FOR_3_MIN(0) {
        @Override
        List<String> said() {
            return List.of("the HPA stood still from ");
        }

        @Override
        void plant(Stack stack) {
            stack.command()
                    .run(Duration.ofMinutes(4), "cluster/restart kube-controller-manager 180")
                    .ok();
        }
    },
    THE_API_SERVER_IS_RESTARTED(0) {
        @Override
        void plant(Stack stack) {
            stack.type("cluster/restart kube-apiserver 5").ok();
        }
    },
    ETCD_IS_RESTARTED(0) {
        @Override
        void plant(Stack stack) {
            stack.type("cluster/restart etcd 5").ok();
        }
    },
    THE_KUBELET_IS_RESTARTED(0) {
        @Override
        void plant(Stack stack) {
            stack.type("cluster/restart kubelet 5").ok();
        }
    },
    A_ROLLOUT_IN_MID_SURGE(0) {
        @Override
        void plant(Stack stack) {
            stack.kubectl("rollout restart deployment scaleproof");
        }
    },
    /** The pods that serve stay, because a new one has to be ready before an old one goes. */
    A_ROLLOUT_TO_AN_IMAGE_THAT_THERE_IS_NOT(0) {
        @Override
        List<String> said() {
            return List.of("a rollout is not done: pod ");
        }

        @Override
        void plant(Stack stack) {
            stack.kubectl("set image deployment scaleproof '*=scaleproof.local/no-such-image:1'");
        }

        @Override
        void mend(Stack stack) {
            stack.kubectl("rollout undo deployment scaleproof");
            stack.kubectl("rollout status deployment scaleproof --timeout=2m");
        }
    },
    /** Somebody lowers the maximum by hand below what the load needs. */
    THE_HPA_IS_EDITED(0) {
        @Override
        List<String> said() {
            return List.of("changed the HPA by somebody at ", "maxReplicas 10 -> 3");
        }

        @Override
        void plant(Stack stack) {
            stack.kubectl("patch hpa scaleproof --type merge --patch '{\"spec\":{\"maxReplicas\":3}}'");
        }

        @Override
        void mend(Stack stack) {
            stack.up().ok();
        }
    },
    /** Of the machine that the load test runs on, the cluster's stays: the run goes by the monotonic one. */
    THE_PROBERS_CLOCK_JUMPS_BY_AN_HOUR(0) {
        @Override
        String environment(Stack stack) throws IOException {
            return FakedClock.environment(clock(stack));
        }

        @Override
        void plant(Stack stack) throws IOException {
            FakedClock.set(clock(stack), "+3600");
        }

        private static Path clock(Stack stack) {
            return stack.copy().folder().resolve("faked-clock");
        }
    };

    private final int mostFailed;

    /** @param mostFailed requests that it may cost at most */
    Fault(int mostFailed) {
        this.mostFailed = mostFailed;
    }

    /** Variables that the load test is started with, as a shell takes them before a command. */
    String environment(Stack stack) throws IOException {
        return "";
    }

    /** Breaks something; returns when it is over, if it is over by itself. */
    abstract void plant(Stack stack) throws IOException;

    /** What has to be done by hand for the next run to be a clean one. */
    void mend(Stack stack) {}

    int mostFailed() {
        return mostFailed;
    }

    /** What the run has to say of it. */
    List<String> said() {
        return List.of();
    }

    /** All, or those that {@code -Dfaults=A,B} names. */
    static List<Fault> chosen() {
        return Stream.of(values()).filter(fault -> isChosen(fault.name())).toList();
    }

    static boolean isChosen(String name) {
        String named = System.getProperty("faults", "");
        return named.isBlank() || List.of(named.split(",")).contains(name);
    }

    private static String aPod(Stack stack) {
        return stack.kubectl(
                "get pods --field-selector status.phase=Running --output jsonpath={.items[0].metadata.name}");
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
