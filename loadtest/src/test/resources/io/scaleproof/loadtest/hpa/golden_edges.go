// Cases on the edges of everything that the controller compares. See golden.go.
package podautoscaler

import (
	"fmt"
	"math/rand"
)

func idle() *rules {
	return &rules{0, "Max", []policy{{"Percent", 100, 15}}}
}

func free() *rules {
	return &rules{0, "Max", []policy{{"Percent", 900, 15}}}
}

// A long-running pod of 100m, measured just now.
func steady(name string, milli int64) (pod, metric) {
	started, ready, request := -3600.0, true, int64(100)
	return pod{name, "Running", false, &started, &ready, -3590, &request}, metric{name, milli, 0, 15}
}

func steadyCase(name string, target int64, current int32, millis ...int64) golden {
	c := golden{
		Name: name, Min: 1, Max: 30, Current: current, Resource: "cpu", TargetType: "Utilization", Target: target,
		UpTolerance: 0.1, DownTolerance: 0.1, Up: free(), Down: idle(),
		Pods: []pod{}, Metrics: []metric{}, Recommendations: []past{}, Ups: []past{}, Downs: []past{},
	}
	for i, milli := range millis {
		p, m := steady(fmt.Sprintf("p%d", i), milli)
		c.Pods, c.Metrics = append(c.Pods, p), append(c.Metrics, m)
	}
	return c
}

// One millisecond before the edge, on it, and one after it.
func around(edge float64) map[string]float64 {
	return map[string]float64{"before": edge - 0.001, "at": edge, "after": edge + 0.001}
}

var sides = []string{"before", "at", "after"}

func timeEdges() []golden {
	cases := []golden{}
	for _, side := range sides {
		for _, kind := range []string{"Pods", "Percent"} {
			up := steadyCase(fmt.Sprintf("a scale-up %s the end of a period of 60 s, policy of %s", side, kind), 50, 5, 500, 500, 500, 500, 500)
			up.Up = &rules{0, "Max", []policy{{kind, map[string]int32{"Pods": 4, "Percent": 100}[kind], 60}}}
			up.Ups = []past{{3, around(-60)[side]}}
			down := steadyCase(fmt.Sprintf("a scale-down %s the end of a period of 60 s, policy of %s", side, kind), 50, 5, 1, 1, 1, 1, 1)
			down.Down = &rules{0, "Max", []policy{{kind, map[string]int32{"Pods": 3, "Percent": 50}[kind], 60}}}
			down.Downs = []past{{2, around(-60)[side]}}
			cases = append(cases, up, down)
		}
		up := steadyCase(fmt.Sprintf("a recommendation %s the end of the scale-up window", side), 50, 3, 100, 100, 100)
		up.Up.Window = 60
		up.Recommendations = []past{{4, around(-60)[side]}}
		down := steadyCase(fmt.Sprintf("a recommendation %s the end of the scale-down window", side), 50, 3, 10, 10, 10)
		down.Down.Window = 60
		down.Recommendations = []past{{2, around(-60)[side]}}
		none := steadyCase(fmt.Sprintf("a recommendation %s the end of the window without behavior", side), 50, 3, 10, 10, 10)
		none.Up, none.Down = nil, nil
		none.Recommendations = []past{{2, around(-300)[side]}}
		cases = append(cases, up, down, none)

		for _, ready := range []bool{true, false} {
			young := steadyCase(fmt.Sprintf("a start %s the CPU initialization period's end, ready is %t", side, ready), 50, 2, 40, 500)
			started := around(-300)[side]
			young.Pods[1].Started, young.Pods[1].Ready, young.Pods[1].Since = &started, &ready, -5
			late := steadyCase(fmt.Sprintf("a last change %s the end of the initial readiness delay, ready is %t", side, ready), 50, 2, 40, 500)
			old := -600.0
			late.Pods[1].Started, late.Pods[1].Ready, late.Pods[1].Since = &old, &ready, around(-570)[side]
			cases = append(cases, young, late)
		}
		window := steadyCase(fmt.Sprintf("a sample whose window began %s the pod was ready", side), 50, 2, 40, 500)
		started := -40.0
		window.Pods[1].Started, window.Pods[1].Since = &started, -30
		window.Metrics[1].At = around(-15)[side]
		cases = append(cases, window)
	}
	return cases
}

func numberEdges() []golden {
	cases := []golden{}
	// 54.99 % is cut to 54; 55 of 50 is a ratio of exactly 1.1, 45 one of exactly 0.9.
	for _, used := range []int64{22, 44, 45, 49, 50, 51, 54, 55, 56, 100, 110, 150} {
		cases = append(cases,
			steadyCase(fmt.Sprintf("a utilization of %d %%", used), 50, 4, used, used, used, used),
			steadyCase(fmt.Sprintf("a utilization just below %d %%", used), 50, 4, used, used, used, used-1),
			steadyCase(fmt.Sprintf("a utilization of %d %% with a pod without metric", used), 50, 4, used, used, used, used))
		cases[len(cases)-1].Metrics = cases[len(cases)-1].Metrics[:3]
		average := steadyCase(fmt.Sprintf("an average value of %dm", used), 50, 4, used, used, used, used-1)
		average.TargetType = "AverageValue"
		missing := steadyCase(fmt.Sprintf("an average value of %dm with a pod without metric and one not ready", used), 50, 5, used, used, used, used, used)
		missing.TargetType = "AverageValue"
		missing.Metrics = missing.Metrics[:4]
		missing.Pods[3].Phase = "Pending"
		cases = append(cases, average, missing)
	}
	return cases
}

var (
	grid = []float64{0, 15, 30, 45, 60, 120, 180, 285, 300, 315}
	seen = []float64{0, 15, 30, 45}
)

// Random cases whose times lie on a grid of 15 s, and whose usage lies on the tolerance or beside it.
func gridCase(number int) golden {
	c := randomCase(number)
	c.Name = fmt.Sprintf("edge case %d", number)
	for _, pasts := range [][]past{c.Recommendations, c.Ups, c.Downs} {
		for i := range pasts {
			pasts[i].At = -grid[r.Intn(len(grid))]
		}
	}
	used := c.Target * []int64{20, 50, 90, 100, 110, 150, 200}[r.Intn(7)] / 100
	for i := range c.Pods {
		if c.Pods[i].Started != nil {
			started := -grid[r.Intn(len(grid))]
			c.Pods[i].Started = &started
			c.Pods[i].Since = min(0, started+grid[r.Intn(len(grid))])
		}
	}
	for i := range c.Metrics {
		c.Metrics[i].At, c.Metrics[i].Window = -seen[r.Intn(len(seen))], []float64{15, 30, 60}[r.Intn(3)]
		c.Metrics[i].Milli = used
		if c.TargetType == "Utilization" && i < len(c.Pods) && c.Pods[i].Request != nil {
			c.Metrics[i].Milli = used**c.Pods[i].Request/100 + []int64{-1, 0, 0, 0, 0, 1}[r.Intn(6)]
		}
	}
	return c
}

func edges() []golden {
	r = rand.New(rand.NewSource(38))
	cases := append(timeEdges(), numberEdges()...)
	for number := range 500 {
		cases = append(cases, gridCase(number))
	}
	return cases
}

// Object, External and Pods. Half of them have no past, so that they can be replayed from a status as well.
func randomWholes() []golden {
	r = rand.New(rand.NewSource(39))
	cases := []golden{}
	for number := range 400 {
		c := randomCase(number)
		c.Name = fmt.Sprintf("whole case %d", number)
		c.Source, c.Resource = []string{"External", "External", "Object", "Object", "Pods"}[r.Intn(5)], "m"
		c.TargetType = []string{"AverageValue", "Value"}[r.Intn(2)]
		c.Target = 1000 * []int64{1, 3, 5, 10, 30}[r.Intn(5)]
		if c.Source == "Pods" {
			c.TargetType = "AverageValue"
			for i := range c.Metrics {
				c.Metrics[i].Milli = c.Target * (50 + r.Int63n(100)) / 100
			}
		} else {
			c.Metrics = []metric{}
			total := c.Target / 1000 * int64(c.Current) * (20 + r.Int63n(180)) / 100
			if c.TargetType == "Value" {
				total = c.Target / 1000 * (20 + r.Int63n(180)) / 100
			}
			c.Values = []int64{1000 * total}
			if c.Source == "External" && chance(50) {
				c.Values = []int64{500 * total, 500 * total}
			}
			if chance(20) {
				c.Values[0] += r.Int63n(1000)
			}
			c.Existing = 0
			for _, p := range c.Pods {
				if !p.Deleting && (p.Phase == "Running" || p.Phase == "Pending") {
					c.Existing++
				}
			}
		}
		if chance(50) {
			c.Recommendations, c.Ups, c.Downs = []past{}, []past{}, []past{}
		}
		cases = append(cases, c)
	}
	return cases
}
