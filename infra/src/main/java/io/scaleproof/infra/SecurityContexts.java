package io.scaleproof.infra;

import com.pulumi.kubernetes.core.v1.inputs.CapabilitiesArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.SeccompProfileArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;

/** What the Pod Security Standard {@code restricted} asks for, and a root file system that cannot be written. */
public final class SecurityContexts {
    private SecurityContexts() {}

    public static PodSecurityContextArgs pod() {
        return PodSecurityContextArgs.builder()
                .runAsNonRoot(true)
                .seccompProfile(
                        SeccompProfileArgs.builder().type("RuntimeDefault").build())
                .build();
    }

    public static SecurityContextArgs container() {
        return SecurityContextArgs.builder()
                .allowPrivilegeEscalation(false)
                .readOnlyRootFilesystem(true)
                .capabilities(CapabilitiesArgs.builder().drop("ALL").build())
                .build();
    }
}
