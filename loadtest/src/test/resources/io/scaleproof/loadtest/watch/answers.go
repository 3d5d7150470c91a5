// Writes the answers that MetricAnswerTest reads, by the API's own Go types. They go out as an adapter's do: Prometheus Adapter
// stamps each value with the time it was asked and gives no window, and KEDA's is one value without labels.
//
//	mkdir answers && cp answers.go answers/ && cd answers && go mod init answers
//	go get k8s.io/metrics@v0.37.2 && go run answers.go
package main

import (
	"encoding/json"
	"os"
	"time"

	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/metrics/pkg/apis/custom_metrics/v1beta1"
	"k8s.io/metrics/pkg/apis/custom_metrics/v1beta2"
	external "k8s.io/metrics/pkg/apis/external_metrics/v1beta1"
)

const metric = "http_requests_in_flight"

var asked = metav1.Time{Time: time.Date(2026, 11, 24, 10, 0, 7, 0, time.UTC)}

func pod(name string) v1.ObjectReference {
	return v1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: name, APIVersion: "/v1"}
}

func main() {
	values := map[string]int64{"web-1": 54, "web-2": 0, "web-3": 1234}
	names := []string{"web-1", "web-2", "web-3"}
	second := v1beta2.MetricValueList{TypeMeta: metav1.TypeMeta{Kind: "MetricValueList", APIVersion: "custom.metrics.k8s.io/v1beta2"}}
	first := v1beta1.MetricValueList{TypeMeta: metav1.TypeMeta{Kind: "MetricValueList", APIVersion: "custom.metrics.k8s.io/v1beta1"}}
	for _, name := range names {
		value := *resource.NewMilliQuantity(values[name], resource.DecimalSI)
		second.Items = append(second.Items, v1beta2.MetricValue{
			DescribedObject: pod(name), Metric: v1beta2.MetricIdentifier{Name: metric}, Timestamp: asked, Value: value,
		})
		window := int64(30)
		first.Items = append(first.Items, v1beta1.MetricValue{
			DescribedObject: pod(name), MetricName: metric, Timestamp: asked, Value: value, WindowSeconds: &window,
		})
	}
	write("custom-v1beta2.json", second)
	write("custom-v1beta1.json", first)
	write("external.json", external.ExternalMetricValueList{
		TypeMeta: metav1.TypeMeta{Kind: "ExternalMetricValueList", APIVersion: "external.metrics.k8s.io/v1beta1"},
		Items: []external.ExternalMetricValue{{
			MetricName: "s0-prometheus", Timestamp: asked, Value: *resource.NewMilliQuantity(15500, resource.DecimalSI),
		}},
	})
}

func write(file string, list any) {
	text, err := json.Marshal(list)
	if err == nil {
		err = os.WriteFile(file, append(text, '\n'), 0o644)
	}
	if err != nil {
		panic(err)
	}
}
