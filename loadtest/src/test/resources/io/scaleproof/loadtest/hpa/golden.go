// Writes cases computed by Kubernetes' own HPA controller, for the Java implementation to be held against.
//
// Put the four files golden*.go, named golden*_test.go, beside unchanged copies of horizontal.go, replica_calculator.go,
// hpa_selector_store.go and rate_limiters.go of k8s.io/kubernetes v1.37.2 (pkg/controller/podautoscaler), in a folder
// podautoscaler of a module whose go.mod and go.sum are those of cluster/kubernetes. Type there: go test . -out FOLDER
//
// The controller asks time.Now(). In a synctest bubble that stands still, so that a case can lie exactly on an edge.
package podautoscaler

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	autoscaling "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	defaults "k8s.io/kubernetes/pkg/apis/autoscaling/v2"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
)

type policy struct {
	Type   string `json:"type"`
	Value  int32  `json:"value"`
	Period int32  `json:"period"`
}

type rules struct {
	Window   int32    `json:"window"`
	Select   string   `json:"select"`
	Policies []policy `json:"policies"`
}

type pod struct {
	Name     string   `json:"name"`
	Phase    string   `json:"phase"`
	Deleting bool     `json:"deleting"`
	Started  *float64 `json:"started"`
	Ready    *bool    `json:"ready"`
	Since    float64  `json:"since"`
	Request  *int64   `json:"request"`
}

type metric struct {
	Pod    string  `json:"pod"`
	Milli  int64   `json:"milli"`
	At     float64 `json:"at"`
	Window float64 `json:"window"`
}

type past struct {
	Pods int32   `json:"pods"`
	At   float64 `json:"at"`
}

// Able and Limited are the reasons of the conditions AbleToScale and ScalingLimited.
type expected struct {
	Error    string `json:"error,omitempty"`
	Replicas int32  `json:"replicas"`
	Usage    int64  `json:"usage"`
	Desired  int32  `json:"desired"`
	Able     string `json:"able,omitempty"`
	Limited  string `json:"limited,omitempty"`
}

// Source is empty for Resource, Existing for the same number as Current.
type golden struct {
	Name            string   `json:"name"`
	Source          string   `json:"source,omitempty"`
	Values          []int64  `json:"values,omitempty"`
	Existing        int32    `json:"existing,omitempty"`
	Min             int32    `json:"min"`
	Max             int32    `json:"max"`
	Current         int32    `json:"current"`
	Resource        string   `json:"resource"`
	TargetType      string   `json:"targetType"`
	Target          int64    `json:"target"`
	UpTolerance     float64  `json:"upTolerance"`
	DownTolerance   float64  `json:"downTolerance"`
	Up              *rules   `json:"up"`
	Down            *rules   `json:"down"`
	Pods            []pod    `json:"pods"`
	Metrics         []metric `json:"metrics"`
	Recommendations []past   `json:"recommendations"`
	Ups             []past   `json:"ups"`
	Downs           []past   `json:"downs"`
	Expected        expected `json:"expected"`
}

type fakeMetrics struct {
	metricsclient.MetricsClient
	info   metricsclient.PodMetricsInfo
	values []int64
}

func (f fakeMetrics) GetResourceMetric(context.Context, v1.ResourceName, string, labels.Selector, string) (metricsclient.PodMetricsInfo, time.Time, error) {
	if len(f.info) == 0 {
		return nil, time.Time{}, fmt.Errorf("no metrics returned from resource metrics API")
	}
	return f.info, time.Now(), nil
}

func (f fakeMetrics) GetRawMetric(string, string, labels.Selector, labels.Selector) (metricsclient.PodMetricsInfo, time.Time, error) {
	return f.GetResourceMetric(context.Background(), "", "", nil, "")
}

func (f fakeMetrics) GetObjectMetric(string, string, *autoscaling.CrossVersionObjectReference, labels.Selector) (int64, time.Time, error) {
	return f.values[0], time.Now(), nil
}

func (f fakeMetrics) GetExternalMetric(string, string, labels.Selector) ([]int64, time.Time, error) {
	return f.values, time.Now(), nil
}

var (
	out = flag.String("out", ".", "folder for the cases")
	r   *rand.Rand
)

func chance(percent int) bool { return r.Intn(100) < percent }

// Half a second off every edge: edges have cases of their own.
func ago(seconds int) float64 { return -(float64(r.Intn(seconds)) + 0.5) }

func at(now time.Time, seconds float64) time.Time {
	return now.Add(time.Duration(math.Round(seconds * float64(time.Second))))
}

func randomRules(maximum int32) *rules {
	result := rules{
		Window: []int32{0, 0, 15, 60, 180, 300}[r.Intn(6)],
		Select: []string{"Max", "Max", "Max", "Min", "Min", "Disabled"}[r.Intn(6)],
	}
	for range 1 + r.Intn(3) {
		if chance(50) {
			result.Policies = append(result.Policies, policy{"Pods", 1 + r.Int31n(maximum), []int32{15, 30, 60, 120}[r.Intn(4)]})
		} else {
			result.Policies = append(result.Policies, policy{"Percent", []int32{1, 10, 50, 100, 300, 900}[r.Intn(6)], []int32{15, 30, 60, 120}[r.Intn(4)]})
		}
	}
	return &result
}

func randomPasts(count int, span int, pods int32) []past {
	result := []past{}
	for range r.Intn(count + 1) {
		result = append(result, past{1 + r.Int31n(pods), ago(span)})
	}
	return result
}

func randomCase(number int) golden {
	c := golden{
		Name: fmt.Sprintf("case %d", number), Min: 1 + r.Int31n(3), Resource: "cpu", TargetType: "Utilization",
		Target: []int64{30, 50, 50, 70, 100, 150, 300}[r.Intn(7)], UpTolerance: 0.1, DownTolerance: 0.1,
		Recommendations: randomPasts(5, 400, 20), Ups: []past{}, Downs: []past{}, Metrics: []metric{}, Pods: []pod{},
	}
	c.Max = c.Min + r.Int31n(20)
	c.Current = c.Min + r.Int31n(c.Max-c.Min+1)
	if chance(20) {
		c.Resource = "memory"
	}
	if chance(25) {
		c.TargetType = "AverageValue"
		c.Target = []int64{20, 50, 75, 200}[r.Intn(4)]
	}
	if chance(70) {
		c.Up, c.Down = randomRules(8), randomRules(8)
		c.Ups, c.Downs = randomPasts(4, 150, 6), randomPasts(4, 150, 6)
		if chance(30) {
			c.UpTolerance, c.DownTolerance = 0.02, 0.3
		}
	}
	level := []int64{5, 20, 40, 50, 55, 80, 150, 400}[r.Intn(8)]
	count := int(c.Current)
	if chance(20) {
		count += r.Intn(3)
	}
	for i := range count {
		ready := !chance(15)
		started := ago(700)
		if chance(30) {
			started = ago(60)
		}
		request := int64(100)
		if chance(20) {
			request = 200
		}
		p := pod{Name: fmt.Sprintf("p%d", i), Phase: "Running", Deleting: chance(5), Started: &started, Ready: &ready,
			Since: started + r.Float64()*-started, Request: &request}
		if chance(8) {
			p.Phase = []string{"Pending", "Failed", "Succeeded"}[r.Intn(3)]
		}
		if chance(3) {
			p.Ready = nil
		}
		if chance(3) {
			p.Started = nil
		}
		if chance(1) {
			p.Request = nil
		}
		c.Pods = append(c.Pods, p)
		if !chance(12) {
			c.Metrics = append(c.Metrics, metric{p.Name, level/2 + r.Int63n(level+1), ago(40), []float64{10, 15, 30, 60}[r.Intn(4)]})
		}
	}
	if chance(5) {
		c.Metrics = append(c.Metrics, metric{"stranger", level, ago(40), 15})
	}
	return c
}

func (c golden) kubernetesPods(now time.Time) []*v1.Pod {
	pods := []*v1.Pod{}
	for _, p := range c.Pods {
		k := &v1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: p.Name, Namespace: "n"},
			Spec:       v1.PodSpec{Containers: []v1.Container{{Name: "c"}}},
			Status:     v1.PodStatus{Phase: v1.PodPhase(p.Phase)},
		}
		if p.Request != nil {
			quantity := *resource.NewMilliQuantity(*p.Request, resource.DecimalSI)
			k.Spec.Containers[0].Resources.Requests = v1.ResourceList{v1.ResourceName(c.Resource): quantity}
		}
		if p.Deleting {
			k.DeletionTimestamp = &metav1.Time{Time: now}
		}
		if p.Started != nil {
			k.Status.StartTime = &metav1.Time{Time: at(now, *p.Started)}
		}
		if p.Ready != nil {
			status := v1.ConditionFalse
			if *p.Ready {
				status = v1.ConditionTrue
			}
			k.Status.Conditions = []v1.PodCondition{{Type: v1.PodReady, Status: status, LastTransitionTime: metav1.Time{Time: at(now, p.Since)}}}
		}
		pods = append(pods, k)
	}
	return pods
}

func kubernetesRules(given *rules, tolerance float64) *autoscaling.HPAScalingRules {
	selected := autoscaling.ScalingPolicySelect(given.Select)
	result := autoscaling.HPAScalingRules{StabilizationWindowSeconds: &given.Window, SelectPolicy: &selected}
	for _, p := range given.Policies {
		result.Policies = append(result.Policies, autoscaling.HPAScalingPolicy{Type: autoscaling.HPAScalingPolicyType(p.Type), Value: p.Value, PeriodSeconds: p.Period})
	}
	quantity := resource.MustParse(fmt.Sprint(tolerance))
	result.Tolerance = &quantity
	return &result
}

func events(now time.Time, pasts []past) []timestampedScaleEvent {
	result := []timestampedScaleEvent{}
	for _, p := range pasts {
		result = append(result, timestampedScaleEvent{p.Pods, at(now, p.At), false})
	}
	return result
}

func (c golden) compute() expected {
	now := time.Now()
	hc := &HorizontalController{
		tolerance: 0.1, downscaleStabilisationWindow: 5 * time.Minute,
		recommendations: map[string][]timestampedRecommendation{},
		scaleUpEvents:   map[string][]timestampedScaleEvent{"k": events(now, c.Ups)},
		scaleDownEvents: map[string][]timestampedScaleEvent{"k": events(now, c.Downs)},
	}
	for _, p := range c.Recommendations {
		hc.recommendations["k"] = append(hc.recommendations["k"], timestampedRecommendation{p.Pods, at(now, p.At)})
	}
	return c.sync(hc, c.hpa())
}

func (c golden) hpa() *autoscaling.HorizontalPodAutoscaler {
	hpa := &autoscaling.HorizontalPodAutoscaler{Spec: autoscaling.HorizontalPodAutoscalerSpec{MinReplicas: &c.Min, MaxReplicas: c.Max}}
	if c.Up != nil {
		hpa.Spec.Behavior = &autoscaling.HorizontalPodAutoscalerBehavior{
			ScaleUp:   kubernetesRules(c.Up, c.UpTolerance),
			ScaleDown: kubernetesRules(c.Down, c.DownTolerance),
		}
	}
	defaults.SetDefaults_HorizontalPodAutoscalerBehavior(hpa)
	return hpa
}

func (c golden) sync(hc *HorizontalController, hpa *autoscaling.HorizontalPodAutoscaler) expected {
	now := time.Now()
	indexer := cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{cache.NamespaceIndex: cache.MetaNamespaceIndexFunc})
	for _, p := range c.kubernetesPods(now) {
		if err := indexer.Add(p); err != nil {
			panic(err)
		}
	}
	info := metricsclient.PodMetricsInfo{}
	for _, m := range c.Metrics {
		info[m.Pod] = metricsclient.PodMetric{Timestamp: at(now, m.At), Window: time.Duration(m.Window * float64(time.Second)), Value: m.Milli}
	}
	calculator := NewReplicaCalculator(fakeMetrics{info: info, values: c.Values}, corelisters.NewPodLister(indexer), 5*time.Minute, 30*time.Second)
	replicas, usage, err := c.propose(calculator, hc.tolerancesForHpa(hpa))
	if err != nil {
		return expected{Error: err.Error(), Desired: c.Current}
	}
	hc.recordInitialRecommendation(c.Current, "k")
	result := expected{Replicas: replicas, Usage: usage}
	if hpa.Spec.Behavior == nil {
		result.Desired = hc.normalizeDesiredReplicas(hpa, "k", c.Current, replicas, c.Min)
	} else {
		result.Desired = hc.normalizeDesiredReplicasWithBehaviors(hpa, "k", c.Current, replicas, c.Min)
	}
	for _, condition := range hpa.Status.Conditions {
		switch condition.Type {
		case autoscaling.AbleToScale:
			result.Able = condition.Reason
		case autoscaling.ScalingLimited:
			result.Limited = condition.Reason
		}
	}
	return result
}

func (c golden) propose(calculator *ReplicaCalculator, tolerances Tolerances) (replicas int32, usage int64, err error) {
	all, average := labels.Everything(), c.TargetType == "AverageValue"
	existing := c.Existing
	if existing == 0 {
		existing = c.Current
	}
	switch {
	case c.Source == "Object" && average:
		replicas, usage, _, err = calculator.GetObjectPerPodMetricReplicas(existing, c.Target, "m", tolerances, "n", nil, all)
	case c.Source == "Object":
		replicas, usage, _, err = calculator.GetObjectMetricReplicas(c.Current, c.Target, "m", tolerances, "n", nil, all, all)
	case c.Source == "External" && average:
		replicas, usage, _, err = calculator.GetExternalPerPodMetricReplicas(existing, c.Target, "m", tolerances, "n", &metav1.LabelSelector{})
	case c.Source == "External":
		replicas, usage, _, err = calculator.GetExternalMetricReplicas(c.Current, c.Target, "m", tolerances, "n", &metav1.LabelSelector{}, all)
	case c.Source == "Pods":
		replicas, usage, _, err = calculator.GetMetricReplicas(c.Current, c.Target, "m", tolerances, "n", all, all)
	case average:
		replicas, usage, _, err = calculator.GetRawResourceReplicas(context.Background(), c.Current, c.Target, v1.ResourceName(c.Resource), tolerances, "n", all, "")
	default:
		var percent int32
		replicas, percent, _, _, err = calculator.GetResourceReplicas(context.Background(), c.Current, int32(c.Target), v1.ResourceName(c.Resource), tolerances, "n", all, "")
		usage = int64(percent)
	}
	return replicas, usage, err
}

func write(t *testing.T, name string, cases []any) {
	file, err := os.Create(filepath.Join(*out, name))
	if err != nil {
		t.Fatal(err)
	}
	encoder := json.NewEncoder(file)
	for _, c := range cases {
		if err := encoder.Encode(c); err != nil {
			t.Fatal(err)
		}
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestGolden(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r = rand.New(rand.NewSource(37))
		cases := []golden{}
		for number := range 500 {
			cases = append(cases, randomCase(number))
		}
		cases = append(append(cases, edges()...), randomWholes()...)
		computed := []any{}
		for _, c := range cases {
			c.Expected = c.compute()
			computed = append(computed, c)
		}
		write(t, "golden.jsonl", computed)
	})
}
