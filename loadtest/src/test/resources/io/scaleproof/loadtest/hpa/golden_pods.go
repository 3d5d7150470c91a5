// Cases of what the controller takes a pod to request and to use of CPU: containers, sidecars, init containers, requests
// of the pod itself, overhead, containers without a metric. See golden.go.
package podautoscaler

import (
	"context"
	"fmt"
	"math/rand"
	"testing"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
	metricsapi "k8s.io/metrics/pkg/apis/metrics/v1beta1"
	resourceclient "k8s.io/metrics/pkg/client/clientset/versioned/typed/metrics/v1beta1"
)

// What an HPA takes that looks at one container, or at the pod if the container is empty.
type taken struct {
	Container string `json:"container"`
	Request   *int64 `json:"request,omitempty"`
	Error     string `json:"error,omitempty"`
	Usage     *int64 `json:"usage,omitempty"`
}

// What the metrics API says of one container; without nanocores, nothing.
type containerUsage struct {
	Name      string `json:"name"`
	Nanocores *int64 `json:"nanocores,omitempty"`
}

type goldenPod struct {
	Name   string           `json:"name"`
	Spec   v1.PodSpec       `json:"spec"`
	Usages []containerUsage `json:"usages"`
	Taken  []taken          `json:"taken"`
}

type fakePodMetrics struct {
	resourceclient.PodMetricsesGetter
	resourceclient.PodMetricsInterface
	containers []metricsapi.ContainerMetrics
}

func (f fakePodMetrics) PodMetricses(string) resourceclient.PodMetricsInterface { return f }

func (f fakePodMetrics) List(context.Context, metav1.ListOptions) (*metricsapi.PodMetricsList, error) {
	return &metricsapi.PodMetricsList{Items: []metricsapi.PodMetrics{{
		ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: "n"}, Timestamp: metav1.Now(),
		Window: metav1.Duration{Duration: 15 * time.Second}, Containers: f.containers,
	}}}, nil
}

func randomAmounts() v1.ResourceRequirements {
	amounts := []string{"0", "1m", "50m", "100m", "100m", "100m", "250m", "1", "1.5", "100500u", "7n"}
	requirements := v1.ResourceRequirements{Requests: v1.ResourceList{}}
	if chance(70) {
		requirements.Requests[v1.ResourceCPU] = resource.MustParse(amounts[r.Intn(len(amounts))])
	}
	if chance(50) {
		requirements.Requests[v1.ResourceMemory] = resource.MustParse("64Mi")
	}
	if chance(20) {
		requirements.Limits = v1.ResourceList{v1.ResourceCPU: resource.MustParse("2")}
	}
	return requirements
}

func randomPod() v1.PodSpec {
	spec := v1.PodSpec{}
	for _, name := range []string{"web", "log", "proxy"}[:1+r.Intn(3)] {
		spec.Containers = append(spec.Containers, v1.Container{Name: name, Resources: randomAmounts()})
	}
	for _, name := range []string{"first", "second", "third"}[:r.Intn(4)] {
		c := v1.Container{Name: name, Resources: randomAmounts()}
		if chance(50) {
			always := v1.ContainerRestartPolicyAlways
			c.RestartPolicy = &always
		} else if chance(20) {
			never := v1.ContainerRestartPolicyNever
			c.RestartPolicy = &never
		}
		spec.InitContainers = append(spec.InitContainers, c)
	}
	if chance(40) {
		own := []v1.ResourceName{v1.ResourceCPU, v1.ResourceCPU, v1.ResourceMemory, "hugepages-2Mi", v1.ResourceEphemeralStorage}[r.Intn(5)]
		spec.Resources = &v1.ResourceRequirements{Requests: v1.ResourceList{own: resource.MustParse("300m")}}
		if chance(20) {
			spec.Resources = &v1.ResourceRequirements{Limits: spec.Resources.Requests}
		}
	}
	if chance(30) {
		spec.Overhead = v1.ResourceList{v1.ResourceCPU: resource.MustParse("10m")}
	}
	return spec
}

func randomUsages(spec v1.PodSpec) []containerUsage {
	usages := []containerUsage{}
	for _, c := range append(append([]v1.Container{}, spec.InitContainers...), spec.Containers...) {
		if chance(10) {
			continue
		}
		usage := containerUsage{Name: c.Name}
		if !chance(5) {
			nanocores := []int64{0, 1, 999_999, 1_000_000, 1_000_001, 10_300_001, 280_500_000, 99_999_999, r.Int63n(1_000_000_000)}[r.Intn(9)]
			usage.Nanocores = &nanocores
		}
		usages = append(usages, usage)
	}
	return usages
}

func (c goldenPod) take(container string) taken {
	result := taken{Container: container}
	pod := &v1.Pod{ObjectMeta: metav1.ObjectMeta{Name: "p", Namespace: "n"}, Spec: c.Spec}
	requests, err := calculateRequests([]*v1.Pod{pod}, container, v1.ResourceCPU)
	if err != nil {
		result.Error = err.Error()
	} else {
		request := requests["p"]
		result.Request = &request
	}
	metrics := fakePodMetrics{}
	for _, usage := range c.Usages {
		measured := metricsapi.ContainerMetrics{Name: usage.Name, Usage: v1.ResourceList{}}
		if usage.Nanocores != nil {
			measured.Usage[v1.ResourceCPU] = resource.MustParse(fmt.Sprintf("%dn", *usage.Nanocores))
		}
		metrics.containers = append(metrics.containers, measured)
	}
	info, _, err := metricsclient.NewRESTMetricsClient(metrics, nil, nil).GetResourceMetric(context.Background(), v1.ResourceCPU, "n", labels.Everything(), container)
	if err != nil {
		panic(err)
	}
	if measured, found := info["p"]; found {
		result.Usage = &measured.Value
	}
	return result
}

func TestGoldenPods(t *testing.T) {
	r = rand.New(rand.NewSource(40))
	cases := []any{}
	for number := range 400 {
		c := goldenPod{Name: fmt.Sprintf("pod %d", number), Spec: randomPod()}
		c.Usages = randomUsages(c.Spec)
		for _, container := range []string{"", "web", "log", "first"} {
			c.Taken = append(c.Taken, c.take(container))
		}
		cases = append(cases, c)
	}
	write(t, "golden-pods.jsonl", cases)
}
