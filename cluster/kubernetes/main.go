// Package main is Kubernetes in one binary: it runs the program it is called by the name of.
//
// Five daemons and kubectl share nearly all their code, so one binary links once (five minutes, not twenty)
// and takes 145 MB, not 500. The links kube-apiserver, kubelet, ... point at it.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

var programs = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllermanager.NewControllerManagerCommand,
	"kube-proxy":              proxy.NewProxyCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
	"kubelet":                 func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) },
}

// withoutContainerd takes --containerd=SOCKET out of the kubelet's arguments. It is cAdvisor's, which the kubelet no longer passes on:
// at the usual socket there is nothing here, and /metrics/cadvisor would know cgroups and name no container.
func withoutContainerd(args []string) []string {
	var kept []string
	for _, arg := range args {
		socket, found := strings.CutPrefix(arg, "--containerd=")
		if !found {
			kept = append(kept, arg)
		} else if err := flag.Set("containerd", socket); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	return kept
}

func main() {
	called := filepath.Base(os.Args[0])
	if called == "kubectl" {
		if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
			kubectlutil.CheckErr(err)
		}
		return
	}
	program, known := programs[called]
	if !known {
		names := []string{"kubectl"}
		for name := range programs {
			names = append(names, name)
		}
		sort.Strings(names)
		fmt.Fprintf(os.Stderr, "%s is called by the name of a Kubernetes program; link it to one of: %s\n", called, strings.Join(names, ", "))
		os.Exit(2)
	}
	if called == "kubelet" {
		os.Args = withoutContainerd(os.Args)
	}
	os.Exit(cli.Run(program()))
}
