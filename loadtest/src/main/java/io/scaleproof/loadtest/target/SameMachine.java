package io.scaleproof.loadtest.target;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells whether the pods run on the machine that sends the load, so that what else it does takes their processors. */
public final class SameMachine {
    /** Linux' name for one boot of one kernel, which containers share with their host, and nodes tell. */
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private SameMachine() {}

    /** By the address that the load goes to, or by the boot that a node runs in. */
    public static boolean runs(Cluster cluster, FoundTarget target) {
        return (!target.tunnelled() && isOwn(target.base().getHost())) || hasNodeHere(cluster);
    }

    static boolean isOwn(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (IOException e) {
            return false; // a name that does not resolve is said to be unreachable when the load goes there
        }
    }

    private static boolean hasNodeHere(Cluster cluster) {
        try {
            String here = Files.readString(BOOT).strip();
            return cluster.nodes().orElse(List.of()).stream()
                    .anyMatch(node -> here.equals(node.getStatus().getNodeInfo().getBootID()));
        } catch (IOException e) {
            return false; // no Linux: only the address tells
        }
    }
}
