// Syncs one after the other, so that the controller's memory is its own: what it remembers of recommendations and changes,
// what it forgets, and in whose place. See golden.go.
package podautoscaler

import (
	"fmt"
	"math/rand"
	"testing"
	"testing/synctest"
	"time"
)

// One sync: all pods use the same, of 100m that each requests.
type step struct {
	At       float64  `json:"at"`
	Current  int32    `json:"current"`
	Milli    int64    `json:"milli"`
	Expected expected `json:"expected"`
}

type sequence struct {
	Name  string `json:"name"`
	Min   int32  `json:"min"`
	Max   int32  `json:"max"`
	Up    *rules `json:"up"`
	Down  *rules `json:"down"`
	Steps []step `json:"steps"`
}

func randomSequence(number int) sequence {
	s := sequence{Name: fmt.Sprintf("sequence %d", number), Min: 1 + r.Int31n(3), Steps: []step{}}
	s.Max = s.Min + 5 + r.Int31n(25)
	millis := []int64{0, 10, 25, 45, 50, 55, 75, 100, 200, 500}
	if number >= 100 {
		// A change that its own direction has forgotten still counts for the other one's longer period, until it is replaced.
		millis = []int64{1, 500, 500}
		periods := [][]int32{{15, 120}, {120, 15}}[number%2]
		s.Up = &rules{0, "Max", []policy{{"Pods", 1 + r.Int31n(3), periods[0]}}}
		s.Down = &rules{0, "Max", []policy{{"Pods", 1 + r.Int31n(3), periods[1]}}}
	} else if chance(80) {
		s.Up, s.Down = randomRules(8), randomRules(8)
	}
	hc := &HorizontalController{
		tolerance: 0.1, downscaleStabilisationWindow: 5 * time.Minute,
		recommendations: map[string][]timestampedRecommendation{},
		scaleUpEvents:   map[string][]timestampedScaleEvent{},
		scaleDownEvents: map[string][]timestampedScaleEvent{},
	}
	start, current := time.Now(), s.Min
	for range 60 {
		milli := millis[r.Intn(len(millis))]
		used := []int64{}
		for range current {
			used = append(used, milli)
		}
		c := steadyCase(s.Name, 50, current, used...)
		c.Min, c.Max, c.Up, c.Down = s.Min, s.Max, s.Up, s.Down
		hpa := c.hpa()
		result := c.sync(hc, hpa)
		s.Steps = append(s.Steps, step{time.Since(start).Seconds(), current, milli, result})
		if result.Desired != current {
			hc.storeScaleEvent(hpa.Spec.Behavior, "k", current, result.Desired)
		}
		current = result.Desired
		if chance(5) {
			// By hand, of which the controller remembers nothing.
			current = s.Min + r.Int31n(s.Max-s.Min+1)
		}
		time.Sleep([]time.Duration{15, 15, 15, 15, 30, 45}[r.Intn(6)] * time.Second)
	}
	return s
}

func TestGoldenSequences(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r = rand.New(rand.NewSource(41))
		sequences := []any{}
		for number := range 140 {
			sequences = append(sequences, randomSequence(number))
		}
		write(t, "golden-sequences.jsonl", sequences)
	})
}
